--TEST--
recv_many: the limit, cut datagrams, many senders
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://127.0.0.1:0', options: ['nonblock' => true, 'so_rcvbuf' => 1 << 20]);
$address = 'udp://' . stream_socket_get_name($server, false);
$clients = [];
for ($i = 0; $i < 100; $i++) {
    $clients[$i % 30] ??= xsock_client($address);
    fwrite($clients[$i % 30], "datagram $i");
}
$got = xsock_recv_many($server, 40);
check('no more than the limit', count($got), 40);
array_push($got, ...xsock_recv_many($server, 1024)); // more than one system call takes
check('all', array_column($got, 0), array_map(fn($i) => "datagram $i", range(0, 99)));
$names = array_map(fn($client) => stream_socket_get_name($client, false), $clients);
check('everybody by name', array_column($got, 1), array_map(fn($i) => $names[$i % 30], range(0, 99)));

foreach (['exact size', 'one too long!', 'short'] as $payload) {
    fwrite($clients[0], $payload);
}
$got = xsock_recv_many($server, size: 10);
check('cut', array_column($got, 0), ['exact size', 'one too lo', 'short']);
check('and marked', array_column($got, 2), [false, true, false]);

fwrite($clients[0], 'with a large size');
check('a size no batch could hold', xsock_recv_many($server, 1024, 1 << 20)[0][0], 'with a large size');
fwrite($clients[0], 'x');
check('one byte', xsock_recv_many($server, 1, 1), [['x', $names[0], false]]);

// The memory for names: one string for all datagrams of a sender, however many there are.
for ($i = 0; $i < 60; $i++) {
    fwrite($clients[0], 'x');
}
$before = memory_get_usage();
$got = xsock_recv_many($server);
$whole = memory_get_usage() - $before;
foreach ($got as &$datagram) {
    $datagram[1] = str_repeat($datagram[1], 1);
    $datagram[1] .= '';
    $datagram[1] = strrev(strrev($datagram[1]));
}
unset($datagram);
check('one string per sender', getenv('USE_ZEND_ALLOC') === '0' || memory_get_usage() - $before - $whole > 59 * 32);

check_throws('limit 0', ValueError::class, fn() => xsock_recv_many($server, 0), '($limit)', 'between 1 and 1024');
check_throws('limit 1025', ValueError::class, fn() => xsock_recv_many($server, 1025), '($limit)');
check_throws('limit -1', ValueError::class, fn() => xsock_recv_many($server, -1), '($limit)');
check_throws('size 0', ValueError::class, fn() => xsock_recv_many($server, 1, 0), '($size)', 'between 1 and 1048576');
check_throws('size', ValueError::class, fn() => xsock_recv_many($server, 1, 1048577), '($size)');
$tcp = xsock_server('tcp://127.0.0.1:0');
check_throws('not datagrams', ValueError::class, fn() => xsock_recv_many($tcp), 'datagram socket', 'tcp');
check_throws('not ours', TypeError::class, fn() => xsock_recv_many(STDIN), 'made by xsock');
fclose($server);
check_throws('closed', TypeError::class, fn() => xsock_recv_many($server), 'not a valid stream resource');
check_no_leak('a batch', function () use ($tcp) {
    $server = xsock_server('udp://127.0.0.1:0', options: ['ip_pktinfo' => PHP_OS_FAMILY === 'Linux']);
    $client = xsock_client('udp://' . stream_socket_get_name($server, false));
    xsock_send_many($client, ['a', '', 'c']);
    xsock_recv_many($server);
});
done();
?>
--EXPECT--
26 checks, all right
