--TEST--
feof and the test of a persistent stream wait for nobody and take nothing
--EXTENSIONS--
pcntl
sockets
xsock
--FILE--
<?php
// They peek. Data stays, time does not pass, gathered bytes are not forgotten.
require __DIR__ . '/../inc/checks.inc';

[$server, $peer, $conn] = trio('tcp://127.0.0.1:0', ['write_buffer' => 100]);
stream_set_timeout($conn, 20);
check('silent peer', xt_waited(20, fn () => feof($conn), $end), 'at once');
check('open', $end, false);
fwrite($peer, 'abc');
readable($conn);
for ($i = 0; $i < 100; $i++) {
    check('open with data', feof($conn), false);
}
check('all of it is there', fread($conn, 10), 'abc');
check('server', xt_waited(20, fn () => feof($server), $end), 'at once');
check('server open', $end, false);
$socket = socket_import_stream($peer);
socket_set_option($socket, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
socket_close($socket);
unset($peer);
check('seen after a reset', xt_until(fn () => feof($conn), 5));
check('and no waiting', xt_waited(20, fn () => fread($conn, 10)), 'at once');

// datagram sockets are never at their end
foreach (['udp://127.0.0.1:0', 'udg://' . scratch() . '/d'] as $at) {
    $d = xsock_server($at);
    check("$at silent", xt_waited(20, fn () => feof($d), $end), 'at once');
    check("$at open", $end, false);
}
done();
?>
--EXPECT--
111 checks, all right
