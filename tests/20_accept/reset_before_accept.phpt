--TEST--
A client that reset before accept is handed out with its right name and fails at the first read
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Linux keeps such connections in the queue. Core hands them out as well, but their name is gone afterwards.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$client = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
socket_connect($client, '127.0.0.1', port_of($server));
socket_getsockname($client, $host, $port);
socket_set_option($client, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
socket_close($client); // RST
$connection = xsock_accept($server, 10, $peer, $code);
check('handed out', is_resource($connection));
check('peer', $peer, "$host:$port");
check('code', $code, 0);
check('no warning', warned(), '');
$read = fread($connection, 10);
check('nothing to read', $read === '' || $read === false);
check('end', feof($connection), true);
warned();
$next = client_of($server);
check('the next one is served', is_resource(xsock_accept($server, 10)));
done();
?>
--EXPECT--
7 checks, all right
