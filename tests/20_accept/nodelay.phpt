--TEST--
TCP_NODELAY is on from birth, because the listener has it
--EXTENSIONS--
xsock
sockets
--FILE--
<?php
// Core leaves Nagle on; answers written in two pieces then wait 40 ms for the client's delayed acknowledgement.
require __DIR__ . '/../inc/checks.inc';
function nodelay($stream): int
{
    return socket_get_option(socket_import_stream($stream), SOL_TCP, TCP_NODELAY);
}
[$server, $client, $connection] = trio();
check('listener', (bool) nodelay($server), true);
check('connection', (bool) nodelay($connection), true);
$ours = xsock_client('tcp://' . stream_socket_get_name($server, false));
check('client', (bool) nodelay($ours), true);
check('by accept_many', (bool) nodelay(xsock_accept_many($server, 1, 10)[0]), true);
[$server, $client, $connection] = trio('tcp://127.0.0.1:0', ['tcp_nodelay' => false]);
check('switched off', [(bool) nodelay($server), (bool) nodelay($connection)], [false, false]);
done();
?>
--EXPECT--
5 checks, all right
