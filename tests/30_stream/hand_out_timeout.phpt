--TEST--
A descriptor handed out carries no timeout of ours, whichever was set before
--EXTENSIONS--
xsock
sockets
--FILE--
<?php
// Blocking reads let the kernel wait with SO_RCVTIMEO; another user of the descriptor would be cut off by it.
$server = xsock_server('tcp://127.0.0.1:0');
function connection($server): array
{
    $client = xsock_client('tcp://' . stream_socket_get_name($server, false));
    return [xsock_accept($server, 10), $client];
}
function timeout($stream, int $which = SO_RCVTIMEO): string
{
    return json_encode(socket_get_option(socket_import_stream($stream), SOL_SOCKET, $which));
}

[$conn, $client] = connection($server);
echo 'untouched: ', timeout($conn), "\n";

[$conn, $client] = connection($server);
stream_set_timeout($conn, 5);
echo 'timeout set: ', timeout($conn), "\n";

[$conn, $client] = connection($server);
stream_set_timeout($conn, 5);
fwrite($client, 'x');
fread($conn, 1);
echo 'read with it: ', timeout($conn), "\n";

[$conn, $client] = connection($server);
stream_set_timeout($conn, 5);
fwrite($client, 'x');
fread($conn, 1);
stream_set_timeout($conn, 60);
echo 'changed after: ', timeout($conn), "\n";

// So would who sends, by SO_SNDTIMEO, with which xsock_sendfile() lets the kernel wait.
[$conn, $client] = connection($server);
stream_set_timeout($conn, 5);
xsock_sendfile($conn, fopen(__FILE__, 'r'), 0, 10);
stream_set_timeout($conn, 60);
echo 'sent a file: ', timeout($conn, SO_SNDTIMEO), "\n";

stream_set_timeout($server, 7);
echo 'listener: ', timeout($server), "\n";
?>
--EXPECT--
untouched: {"sec":0,"usec":0}
timeout set: {"sec":0,"usec":0}
read with it: {"sec":0,"usec":0}
changed after: {"sec":0,"usec":0}
sent a file: {"sec":0,"usec":0}
listener: {"sec":0,"usec":0}
