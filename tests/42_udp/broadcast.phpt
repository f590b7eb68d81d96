--TEST--
udp: broadcasting needs so_broadcast, and works with it
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// 127.255.255.255 is the broadcast address of the loopback interface.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://0.0.0.0:0');
$target = '127.255.255.255:' . port_of($server);
$plain = xsock_server('udp://127.0.0.1:0');
check('not allowed', @stream_socket_sendto($plain, 'hello', 0, $target), -1);
warned();
$allowed = xsock_server('udp://127.0.0.1:0', options: ['so_broadcast' => true]);
check('allowed', stream_socket_sendto($allowed, 'hello', 0, $target), 5);
check('arrived', stream_socket_recvfrom($server, 100, 0, $peer), 'hello');
check('from', $peer, stream_socket_get_name($allowed, false));
xsock_set_option($plain, 'so_broadcast', true);
check('allowed later', stream_socket_sendto($plain, 'later', 0, $target), 5);
check('arrived', stream_socket_recvfrom($server, 100), 'later');
done();
?>
--EXPECT--
6 checks, all right
