--TEST--
examples/static_files.php: whole files, ranges, many clients, and what is not there, with curl
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$root = sys_get_temp_dir() . '/xs_static_' . getmypid();
mkdir($root);
$large = random_bytes(3000000);
file_put_contents("$root/large", $large);
file_put_contents("$root/small", "0123456789");
file_put_contents("$root/empty", '');
$example = new Example('static_files.php', 'tcp://127.0.0.1:0', $root);
$url = 'http://' . host_and_port($example->address);

echo 'large: ', client('curl', '-sS', "$url/large") === $large ? "same\n" : "different\n";
echo client('curl', '-sS', '-r', '2-4', "$url/small"), "\n";
echo client('curl', '-sS', '-r', '7-', "$url/small"), "\n";
echo client('curl', '-sS', '-r', '-2', "$url/small"), "\n";
echo client('curl', '-sS', '-r', '8-100', "$url/small"), "\n";
echo 'large range: ', client('curl', '-sS', '-r', '1000000-2999998', "$url/large") === substr($large, 1000000, 1999999) ? "same\n" : "different\n";
foreach (['-r 10-20 small', '-r 0-0 -I small', '-I large', 'empty', 'missing', '--path-as-is ../../etc/passwd', '-X DELETE small'] as $words) {
    $words = explode(' ', $words);
    $name = array_pop($words);
    echo "$name: ", client('curl', '-sS', '-o', '/dev/null', '-w', '%{http_code} %header{content-length}%header{content-range}', ...[...$words, "$url/$name"]), "\n";
}
// One connection for all, and several at once.
$urls = array_fill(0, 20, "$url/small");
echo client('curl', '-sS', '-w', ' %{num_connects}', ...$urls), "\n";
$all = array_merge(...array_fill(0, 10, ['-o', '/dev/null', "$url/large"]));
echo client('curl', '-sS', '--no-progress-meter', '-Z', '--parallel-max', '10', '-w', '%{size_download} ', ...$all), "\n";
echo $example->end();
array_map('unlink', glob("$root/*"));
rmdir($root);
?>
--EXPECT--
large: same
234
789
89
89
large range: same
small: 416 0bytes */10
small: 206 1bytes 0-0/10
large: 200 3000000
empty: 200 0
missing: 404 10
../../etc/passwd: 404 10
small: 405 0
0123456789 10123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 0
3000000 3000000 3000000 3000000 3000000 3000000 3000000 3000000 3000000 3000000 
exit 0
