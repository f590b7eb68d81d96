--TEST--
Every option of a udp socket: given, in force, read back from the kernel
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Datagram sockets have their own set: broadcast and multicast instead of keepalive and backlog.
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/options.inc';
foreach (XS_UDP_OPTIONS as $row) {
    [$name, $value] = $row;
    $want = $row[2] ?? $value;
    $socket = xsock_server('udp://127.0.0.1:0', $code, $text, options: [$name => $value]);
    check("$name opens", $text, '');
    check("$name " . show($value), xsock_get_option($socket, $name), $want);
}
$socket = xsock_server('udp://127.0.0.1:0');
check('so_reuseaddr is off by default', xsock_get_option($socket, 'so_reuseaddr'), false);
check('so_broadcast is off by default', xsock_get_option($socket, 'so_broadcast'), false);
check('so_broadcast can be changed', xsock_set_option($socket, 'so_broadcast', true), true);
check('so_broadcast changed', xsock_get_option($socket, 'so_broadcast'), true);
check('nothing is gathered', xsock_info(xsock_server('udp://127.0.0.1:0', write_buffer: 100))['write_buffer'], 0);
check('nor can be', xsock_set_option($socket, 'write_buffer', 100), false);
check_has('warning', warned(), 'write_buffer', 'datagrams are not gathered');
// nonblock is the socket's own mode here, which stream_set_blocking() changes; told was what it had been opened with.
foreach ([false, true] as $nonblock) {
    $socket = xsock_server('udp://127.0.0.1:0', options: ['nonblock' => $nonblock]);
    check('nonblock', xsock_get_option($socket, 'nonblock'), $nonblock);
    stream_set_blocking($socket, $nonblock);
    check('nonblock changed', [xsock_get_option($socket, 'nonblock'), xsock_info($socket)['options']['nonblock'], xsock_info($socket)['blocking']], [!$nonblock, !$nonblock, $nonblock]);
}
done();
?>
--EXPECT--
33 checks, all right
