--TEST--
udp: timeouts, non-blocking reads, PEEK, and errors that come back from the network
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// A dead target answers with ICMP; the socket must survive it.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://127.0.0.1:0');
stream_set_timeout($server, 0, 100000);
check('fread waits', xt_waited(0.1, fn() => fread($server, 100), $got), 'waited');
check('timed out', stream_get_meta_data($server)['timed_out'], true);
check('not the end', feof($server), false);
check('recvfrom waits', xt_waited(0.1, fn() => stream_socket_recvfrom($server, 100), $got), 'waited');
$client = xsock_client('udp://' . stream_socket_get_name($server, false));
fwrite($client, 'one');
check('peek', stream_socket_recvfrom($server, 100, STREAM_PEEK, $peer), 'one');
check('peek peer', $peer, stream_socket_get_name($client, false));
check('then fread', fread($server, 100), 'one');
fwrite($client, 'longer than asked for');
check('cut by the reader alone', stream_socket_recvfrom($server, 6), 'longer');
fwrite($client, 'next');
check('and not continued', stream_socket_recvfrom($server, 100), 'next');
stream_set_blocking($server, false);
check('non-blocking', xt_waited(2, fn() => fread($server, 100), $got), 'at once');
fclose($server);
check('sent to nobody', fwrite($client, 'x'), 1);
stream_set_timeout($client, 2);
@fread($client, 100);
warned();
check('connection refused is not the end of the socket', feof($client), false);
done();
?>
--EXPECT--
12 checks, all right
