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
foreach (['-r 10-20 small', '-r 0-0 -I small', '-I large', 'empty', 'missing', '--path-as-is ../../etc/passwd', '-X DELETE small', 'small%00', '%00'] as $words) {
    $words = explode(' ', $words);
    $name = array_pop($words);
    echo "$name: ", client('curl', '-sS', '-o', '/dev/null', '-w', '%{http_code} %header{content-length}%header{content-range}', ...[...$words, "$url/$name"]), "\n";
}
// One connection for all, and several at once.
$urls = array_fill(0, 20, "$url/small");
echo client('curl', '-sS', '-w', ' %{num_connects}', ...$urls), "\n";
$all = array_merge(...array_fill(0, 10, ['-o', '/dev/null', "$url/large"]));
echo client('curl', '-sS', '--no-progress-meter', '-Z', '--parallel-max', '10', '-w', '%{size_download} ', ...$all), "\n";
// What must not be taken for a request, and one who asks and asks and does not read: nothing is lost in the middle.
$client = stream_socket_client('tcp://' . host_and_port($example->address));
stream_set_timeout($client, PATIENCE);
fwrite($client, "PUT /small HTTP/1.1\r\nContent-Length: 23\r\n\r\nGET /small HTTP/1.1\r\n\r\n");
echo substr_count(stream_get_contents($client), 'HTTP/1.1'), " answer to a request with a body\n";
$client = stream_socket_client('tcp://' . host_and_port($example->address));
stream_set_timeout($client, PATIENCE);
fwrite($client, "GET /missing HTTP/1.1\r\n\r\n");
for ($answer = ''; !str_ends_with($answer, "Not found\n"); $answer .= fgets($client));
$asks = str_repeat("GET /missing HTTP/1.1\r\n\r\n", 400);
stream_set_blocking($client, false);
for ($sent = $quiet = 0; $quiet < 10 && $sent < 1 << 26; $sent += $n) {
    $n = (int) @fwrite($client, $sent % strlen($asks) ? substr($asks, $sent % strlen($asks)) : $asks);
    $read = $none = null;
    $write = [$client];
    $quiet = stream_select($read, $write, $none, 0, 20000) ? 0 : $quiet + 1;
}
stream_set_blocking($client, true);
$whole = true;
for ($left = intdiv($sent, strlen($asks) / 400); $left > 0 && $whole; $left--) {
    $whole = stream_get_contents($client, strlen($answer)) === $answer;
}
echo $sent < 1 << 26 && $whole ? "held back, all answered\n" : "$sent bytes taken, $left answers missing\n";
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
small%00: 404 10
%00: 404 10
0123456789 10123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 00123456789 0
3000000 3000000 3000000 3000000 3000000 3000000 3000000 3000000 3000000 3000000 
1 answer to a request with a body
held back, all answered
exit 0
