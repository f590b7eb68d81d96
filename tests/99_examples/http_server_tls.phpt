--TEST--
examples/http_server.php over TLS: curl, pipelining, a refused body, what is no TLS, and its end
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl');
tls_needed();
?>
--FILE--
<?php
require __DIR__ . '/example.inc';
require dirname(__DIR__, 2) . '/examples/certificate.php';

$certificate = make_certificate(['localhost', '127.0.0.1']);
$example = new Example('http_server.php', 'tls://127.0.0.1:0', $certificate);
$name = host_and_port($example->address);
$curl = ['curl', '-sS', '--noproxy', '*', '--cacert', $certificate];
echo client(...$curl, ...['-w', '%{http_version} %{num_connects}\n', "https://$name/", "https://$name/"]);
echo client(...$curl, ...['-d', "echo\n", "https://$name/echo"]);

function guest(string $name, string $says)
{
    global $certificate;
    $guest = stream_socket_client("tls://$name", $code, $text, PATIENCE,
        context: stream_context_create(['ssl' => ['cafile' => $certificate]]));
    stream_set_timeout($guest, PATIENCE);
    fwrite($guest, $says);
    return $guest;
}
function statuses($guest): string
{
    preg_match_all('~HTTP/1\.1 (\d+)~', (string) stream_get_contents($guest), $found);
    return implode(' ', array_map(fn ($status, $n) => "$n x $status", array_keys($n = array_count_values($found[1])), $n));
}
$silent = stream_socket_client("tcp://$name");
$post = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: ";
echo 'pipelined: ', statuses(guest($name, str_repeat($post . "100\r\n\r\n" . str_repeat('x', 100), 999)
    . "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")), "\n";
echo 'too large: ', statuses(guest($name, $post . "1100000\r\n\r\n" . str_repeat('x', 1100000))), "\n";
fwrite($plain = stream_socket_client("tcp://$name"), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
stream_set_timeout($plain, PATIENCE);
echo 'no TLS: ', str_contains((string) stream_get_contents($plain), 'HTTP') ? 'an answer' : 'no answer', "\n";
$late = guest($name, "GET / HTTP/1.1\r\nHost: x\r\n\r\n" . $post . "5\r\n\r\nhel");
while (rtrim((string) fgets($late)) !== 'hello');
$example->signal(15);
fwrite($late, 'lo');
echo 'under way: ', statuses($late), "\n";
fclose($late);
echo $example->end(0);
?>
--EXPECT--
hello
1.1 1
hello
1.1 0
echo
pipelined: 1000 x 200
too large: 1 x 413
no TLS: no answer
under way: 1 x 200
exit 0
