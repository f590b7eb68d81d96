--TEST--
Values that make no sense are refused by each function, on a stream of ours
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('proc'); ?>
--FILE--
<?php
// Bad input to every argument: wrong kind of stream, negative limits, not a number, huge values, wrong types in lists.
require __DIR__ . '/../inc/checks.inc';
[$server, $client, $connection] = trio();
$udp = xsock_server('udp://127.0.0.1:0');
foreach (['connection' => $connection, 'datagram' => $udp] as $what => $stream) {
    check_throws("accept on a $what", ValueError::class, fn() => xsock_accept($stream, 0.0), 'Argument #1', 'listening');
    check_throws("accept_many on a $what", ValueError::class, fn() => xsock_accept_many($stream), 'Argument #1', 'listening');
}
foreach ([[ValueError::class, fn() => xsock_accept($server, NAN), 'timeout'],
    [ValueError::class, fn() => xsock_accept_many($server, 0), 'limit'],
    [ValueError::class, fn() => xsock_accept_many($server, -1), 'limit'],
    [ValueError::class, fn() => xsock_accept_many($server, 5, NAN), 'timeout'],
    [TypeError::class, fn() => xsock_accept($server, 'soon'), 'timeout'],
    [TypeError::class, fn() => xsock_accept_many($server, 'all'), 'limit'],
    [TypeError::class, fn() => xsock_writev($connection, 'text'), 'chunks'],
    [TypeError::class, fn() => xsock_writev($connection, ['good', []]), 'chunks'],
    [TypeError::class, fn() => xsock_writev($connection, [new stdClass]), 'chunks'],
    [ArgumentCountError::class, fn() => xsock_accept(), '1'],
    [ArgumentCountError::class, fn() => xsock_set_option($server, 'backlog'), '3'],
    [TypeError::class, fn() => xsock_get_option($server, []), 'name'],
] as $i => [$class, $call, $word]) {
    check_throws("case $i", $class, $call, $word);
}
check('a limit of any size', xsock_accept_many($server, PHP_INT_MAX, 0.0), []);
$another = client_of($server);
check('a timeout of any size', is_resource(xsock_accept($server, 1e300)));
$another = client_of($server);
check_throws('an endless one is written -1', ValueError::class, fn() => xsock_accept($server, INF), 'timeout');
check('taken', is_resource(xsock_accept($server, -1)));
check('nothing was sent by refused calls', xsock_writev($connection, []), 0);
stream_set_blocking($client, false);
check('nothing arrived', fread($client, 100), '');
check('writev on a listener', @xsock_writev($server, ['x']), false);
check('reset of a listener', is_bool(@xsock_reset(xsock_server('tcp://127.0.0.1:0'))), true);
warned();
done();
?>
--EXPECT--
41 checks, all right
