--TEST--
A bad address is refused with a text naming what is wrong
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('proc'); ?>
--FILE--
<?php
// stream_socket_server('tcp://127.0.0.1:80800') listens on 15264, -1 on 65535 and 12abc on 12; a unix path of
// 200 bytes is cut and bound. Here each is false, code 0, a warning naming the value, and nothing opened.
require __DIR__ . '/../inc/checks.inc';
$bad = [
    'tcp://127.0.0.1:80800' => '80800',
    'tcp://127.0.0.1:65536' => '65536',
    'tcp://127.0.0.1:4294967376' => '4294967376',
    'tcp://127.0.0.1:18446744073709551696' => '18446744073709551696',
    'tcp://127.0.0.1:-1' => '-1',
    'tcp://127.0.0.1:+80' => '+80',
    'tcp://127.0.0.1:12abc' => '12abc',
    'tcp://127.0.0.1:0x50' => '0x50',
    'tcp://127.0.0.1: 80' => ' 80',
    'tcp://127.0.0.1:80 ' => '80 ',
    'tcp://127.0.0.1:80/path' => '80/path',
    'tcp://127.0.0.1:' => '127.0.0.1:',
    'tcp://127.0.0.1' => 'must be host:port',
    '8000' => 'must be host:port',
    ':8000' => '* is all addresses',
    'unix:/run/a.sock' => 'no :// behind the scheme',
    'unix:a.sock' => 'no :// behind',
    'tcp:/127.0.0.1:0' => 'no :// behind',
    'tcp//127.0.0.1:0' => 'no :// behind',
    'systemd:web' => 'no :// behind',
    'tcp://:0' => 'host',
    'tcp://' => 'host',
    'tcp://[]:0' => '[]',
    'tcp://[::1]' => '[::1]',
    'tcp://[::1]0' => '[::1]0',
    'tcp://[::1:0' => '[::1:0',
    'tcp://[::1]]:0' => '[::1]]:0',
    'tcp://[12345::1]:0' => '12345',
    'tcp://[127.0.0.1]:0' => '[127.0.0.1]',
    'tcp://::1:0' => '::1:0',
    'tcp://user@127.0.0.1:0' => 'user@',
    "tcp://127.0.0.1\0.example:0" => '127.0.0.1',
    "tcp://127.0.0.1:0\0" => '127.0.0.1',
    'udp://127.0.0.1:80800' => '80800',
    'udp://:0' => 'host',
    'unix://' => 'path',
    'unix:///tmp/' . str_repeat('x', 200) => 'xxxx',
    'udg:///tmp/' . str_repeat('x', 200) => 'xxxx',
    'unix://@' . str_repeat('x', 200) => 'xxxx',
    "unix:///tmp/xs\0y" => '/tmp/xs',
    'ftp://127.0.0.1:0' => 'ftp',
    '://127.0.0.1:0' => '://',
    'fd://' => 'fd://',
    'fd://-1' => '-1',
    'fd://3x' => '3x',
    'fd://99999999999999999999' => '99999999999999999999',
    'systemd://' => 'systemd',
    'systemd:///1' => 'systemd',
];
foreach ($bad as $address => $word) {
    $shown = substr($address, 0, 50);
    $code = 'not set';
    check("$shown", xsock_server($address, $code, $text), false);
    check("$shown code", $code, 0);
    check_has("$shown text", $text, $word);
    check_has("$shown warning", warned(), 'xsock_server()', $text);
}
check_no_leak('bad addresses', function () use ($bad) {
    foreach ($bad as $address => $word) {
        xsock_server($address, $code, $text);
    }
});
check('no file was made', glob('/tmp/xxxx*'), []);
done();
?>
--EXPECT--
195 checks, all right
