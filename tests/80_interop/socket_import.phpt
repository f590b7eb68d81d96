--TEST--
socket_import_stream() on a listener and on a connection: names, options, accept on either side
--EXTENSIONS--
xsock
sockets
--FILE--
<?php
// Workerman sets keepalive and nodelay this way on every listener.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0', backlog: 10);
$socket = socket_import_stream($server);
check('imported', $socket instanceof Socket);
socket_getsockname($socket, $host, $port);
check('name', "$host:$port", stream_socket_get_name($server, false));
check('set', socket_set_option($socket, SOL_SOCKET, SO_KEEPALIVE, 1), true);
check('seen by us', xsock_get_option($server, 'so_keepalive'), true);
$client = client_of($server);
check('readable', readable($server));
$accepted = socket_accept($socket);
check('accepted there', $accepted instanceof Socket);
socket_write($accepted, "by sockets\n");
check('served', fgets($client), "by sockets\n");
$client = client_of($server);
$connection = xsock_accept($server, 10);
check('accepted here', is_resource($connection));
check('keepalive inherited', xsock_get_option($connection, 'so_keepalive'), true);
$raw = socket_import_stream($connection);
socket_write($raw, "one\n");
fwrite($connection, "two\n");
check('both write', fgets($client) . fgets($client), "one\ntwo\n");
fwrite($client, "answer\n");
check('sockets reads', socket_read($raw, 100), "answer\n");
unset($raw);
fwrite($client, "still open\n");
check('the stream stays open', fgets($connection), "still open\n");
$udp = xsock_server('udp://127.0.0.1:0');
check('datagram socket', socket_get_option(socket_import_stream($udp), SOL_SOCKET, SO_TYPE), SOCK_DGRAM);
check_no_leak('imports', function () {
    $server = xsock_server('tcp://127.0.0.1:0');
    $socket = socket_import_stream($server);
});
done();
?>
--EXPECT--
15 checks, all right
