--TEST--
examples/proxy_protocol.php tells clients behind a proxy who they are, and refuses those that are not
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

$example = new Example('proxy_protocol.php', 'tcp://127.0.0.1:0');
$url = 'http://' . host_and_port($example->address) . '/';
echo client('curl', '-sS', '--haproxy-protocol', $url);

// Version 2, with the name the client asked the proxy for.
$body = inet_pton('192.0.2.7') . inet_pton('198.51.100.9') . pack('nn', 1234, 443) . "\x02" . pack('n', 15) . 'www.example.org';
$client = stream_socket_client($example->address);
fwrite($client, "\r\n\r\n\0\r\nQUIT\n\x21\x11" . pack('n', strlen($body)) . $body . "GET / HTTP/1.0\r\n\r\n");
echo strstr(stream_get_contents($client), 'You are');

// Without a header there is no answer.
echo preg_replace('~\(\d+\).*~', '(...)', client('curl', '-sS', $url));
echo $example->end();

// Nor from a peer that is not trusted.
$example = new Example('proxy_protocol.php', 'tcp://127.0.0.1:0', '192.0.2.0/24');
echo preg_replace('~\(\d+\).*~', '(...)', client('curl', '-sS', '--haproxy-protocol', "http://" . host_and_port($example->address)));
echo $example->end();

// Nonsense is refused before anything is opened.
$wrong = Example::command([...Example::php(), dirname(__DIR__, 2) . '/examples/proxy_protocol.php', 'tcp://127.0.0.1:0',
    '192.0.2.0/33'], [2 => ['file', '/dev/null', 'w']]);
echo strtok($wrong->end(0), "\n"), "\n";
?>
--EXPECTF--
You are 127.0.0.1:%d, you came through 127.0.0.1:%d.
You are 192.0.2.7:1234, you came through 127.0.0.1:%d and asked for www.example.org.
curl: (...)
exit %d
exit 0
served 2, refused 1, last: 127.0.0.1:%d: not a PROXY header
curl: (...)
exit %d
exit 0
served 0, refused 1, last: 127.0.0.1:%d: the peer is not in proxy_trusted
exit 255
