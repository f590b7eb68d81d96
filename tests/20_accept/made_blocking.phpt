--TEST--
A listener that somebody else made blocking still honours accept's timeout
--EXTENSIONS--
xsock
sockets
--FILE--
<?php
// socket_set_block() on the imported socket changes the descriptor behind our back (shared with other processes, too).
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$socket = socket_import_stream($server);
socket_set_block($socket);
check('0', xt_waited(2, fn() => xsock_accept($server, 0), $got), 'at once');
check('nobody', $got, false);
socket_set_block($socket);
check('0.2', xt_waited(0.2, fn() => xsock_accept($server, 0.2), $got), 'waited');
check('nobody either', $got, false);
socket_set_block($socket);
check('list', xsock_accept_many($server, 5, 0.0), []);
$client = client_of($server);
socket_set_block($socket);
check('list of one', count(xsock_accept_many($server, 5, 0.0)), 1);
check('no warning', warned(), '');
done();
?>
--EXPECT--
7 checks, all right
