--TEST--
The backlog asked for is the backlog in force, readable and changeable while listening
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Core's default is 32 and nothing tells. Linux reports the real value in TCP_INFO of the listener.
require __DIR__ . '/../inc/checks.inc';
$max = (int) file_get_contents('/proc/sys/net/core/somaxconn');
foreach ([[5, 5], [0, 0], [1, 1], [100, 100], [-1, $max], [65535, min(65535, $max)], [null, min(4096, $max)]] as [$asked, $want]) {
    $server = xsock_server('tcp://127.0.0.1:0', backlog: $asked);
    check('argument ' . show($asked), xsock_info($server)['backlog'], $want);
}
$server = xsock_server('tcp://127.0.0.1:0', options: ['backlog' => 9]);
check('option', xsock_info($server)['backlog'], 9);
$server = xsock_server('tcp://127.0.0.1:0', context: stream_context_create(['socket' => ['backlog' => '11']]));
check('context, numeric string', xsock_info($server)['backlog'], 11);
$server = stream_socket_server('xtcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN,
    stream_context_create(['socket' => ['backlog' => 13]]));
check('through PHP', xsock_info($server)['backlog'], 13);
check('changed live', xsock_set_option($server, 'backlog', 21), true);
check('changed value', xsock_info($server)['backlog'], 21);
check('by get_option', xsock_get_option($server, 'backlog'), 21);
check('queue is empty', xsock_info($server)['queued'], 0);
$clients = [client_of($server), client_of($server), client_of($server)];
check('three are waiting', xsock_info($server)['queued'], 3);
xsock_accept($server, 10);
check('two are waiting', xsock_info($server)['queued'], 2);
done();
?>
--EXPECT--
16 checks, all right
