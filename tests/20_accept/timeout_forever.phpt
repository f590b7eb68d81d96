--TEST--
A negative timeout waits until somebody comes
--EXTENSIONS--
xsock
pcntl
--FILE--
<?php
// Blocking accept loops of servers that have nothing else to do.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
ini_set('default_socket_timeout', '1');
$peer = Peer::run(function (Peer $parent) use ($server) {
    $parent->hear();
    usleep(1200000); // longer than default_socket_timeout
    $client = client_of($server);
    return fgets($client);
});
$peer->say();
check('waited', xt_waited(1, fn() => xsock_accept($server, -1), $connection), 'waited');
fwrite($connection, "here\n");
check('served', $peer->result(), "here\n");
done();
?>
--EXPECT--
2 checks, all right
