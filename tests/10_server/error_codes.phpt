--TEST--
A failed bind gives the real errno and a text with step, address and reason
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// stream_socket_server() gives errno 0 for every failed bind, and for a unix path in use no text either.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$tcp = xsock_server('tcp://127.0.0.1:0');
$udp = xsock_server('udp://127.0.0.1:0');
$unix = xsock_server("unix://$dir/used.sock");
$udg = xsock_server("udg://$dir/used.dgram");
mkdir("$dir/sub");
file_put_contents("$dir/file", 'text');
foreach ([
    'tcp://127.0.0.1:' . port_of($tcp) => [SOCKET_EADDRINUSE, 'Address already in use'],
    'udp://127.0.0.1:' . port_of($udp) => [SOCKET_EADDRINUSE, 'Address already in use'],
    'tcp://203.0.113.71:0' => [SOCKET_EADDRNOTAVAIL, 'Cannot assign requested address'],
    'udp://203.0.113.71:0' => [SOCKET_EADDRNOTAVAIL, 'Cannot assign requested address'],
    "unix://$dir/used.sock" => [SOCKET_EADDRINUSE, 'Address already in use'],
    "udg://$dir/used.dgram" => [SOCKET_EADDRINUSE, 'Address already in use'],
    "unix://$dir/file" => [SOCKET_EADDRINUSE, 'Address already in use'],
    "unix://$dir/sub" => [SOCKET_EADDRINUSE, 'Address already in use'],
    "unix://$dir/nowhere/a.sock" => [2, 'No such file or directory'],
    "unix://$dir/file/a.sock" => [20, 'Not a directory'],
] as $address => [$errno, $reason]) {
    $server = xsock_server($address, $code, $text);
    check($address, $server, false);
    check("$address code", $code, $errno);
    check("$address text", $text, "bind $address: $reason");
    check("$address warning", warned(), "xsock_server(): bind $address: $reason");
}
check('the file is still there', file_get_contents("$dir/file"), 'text');
rmdir("$dir/sub");
check('through PHP', @stream_socket_server('xtcp://127.0.0.1:' . port_of($tcp), $code, $text), false);
check_has('through PHP, text', $text, 'Address already in use');
check_no_leak('a failed bind', function () use ($tcp, $dir) {
    xsock_server('tcp://127.0.0.1:' . port_of($tcp), $code, $text);
    xsock_server("unix://$dir/used.sock", $code, $text);
    xsock_server('tcp://203.0.113.71:0');
});
done();
?>
--EXPECT--
45 checks, all right
