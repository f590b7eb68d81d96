--TEST--
xsock_reset() makes the peer see a reset, not an orderly end
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// For clients that misbehave: no TIME_WAIT, no politeness, nothing unsent is delivered.
require __DIR__ . '/../inc/checks.inc';
function client_error($server, callable $end): int
{
    $client = socket_create(AF_INET, SOCK_STREAM, SOL_TCP);
    socket_connect($client, '127.0.0.1', port_of($server));
    $connection = xsock_accept($server, 10);
    $end($connection);
    socket_set_option($client, SOL_SOCKET, SO_RCVTIMEO, ['sec' => 10, 'usec' => 0]);
    $n = @socket_recv($client, $data, 100, 0);
    return $n === false ? socket_last_error($client) : 0;
}
$server = xsock_server('tcp://127.0.0.1:0');
check('fclose ends in order', client_error($server, fn($connection) => fclose($connection)), 0);
check('reset', client_error($server, function ($connection) {
    check('true', xsock_reset($connection), true);
    check('ends the resource', is_resource($connection), false);
    check_throws('twice', TypeError::class, fn() => xsock_reset($connection));
}), SOCKET_ECONNRESET);
check('so_linger 0 does the same at fclose', client_error($server, function ($connection) {
    xsock_set_option($connection, 'so_linger', 0);
    fclose($connection);
}), SOCKET_ECONNRESET);
$gathering = xsock_server('tcp://127.0.0.1:0', write_buffer: 4096);
check('gathered bytes are dropped', client_error($gathering, function ($connection) {
    fwrite($connection, 'never sent');
    xsock_reset($connection);
}), SOCKET_ECONNRESET);
foreach (['udp://127.0.0.1:0', 'unix://@xs' . getmypid() . 'reset'] as $address) {
    $other = xsock_server($address);
    check("$address is just closed", xsock_reset($other), true);
    check("$address closed", is_resource($other), false);
}
check('no warning', warned(), '');
$client = client_of($server);
check('the listener goes on', is_resource(xsock_accept($server, 10)));
check_no_leak('reset', function () {
    [$server, $client, $connection] = trio();
    xsock_reset($connection);
});
done();
?>
--EXPECT--
15 checks, all right
