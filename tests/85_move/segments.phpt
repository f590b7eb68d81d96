--TEST--
udp_segment, udp_gro: one write is many datagrams, and they come apart again
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://127.0.0.1:0', options: ['udp_gro' => true, 'nonblock' => true]);
check('gro', xsock_get_option($server, 'udp_gro'));
$client = xsock_client('udp://' . stream_socket_get_name($server, false), options: ['udp_segment' => 1000]);
check('segment', xsock_get_option($client, 'udp_segment'), 1000);
check('one write', fwrite($client, str_repeat('a', 1000) . str_repeat('b', 1000) . 'the rest'), 2008);
$got = xsock_recv_many($server);
check('three datagrams', array_column($got, 0), [str_repeat('a', 1000), str_repeat('b', 1000), 'the rest']);
check('from one', array_unique(array_column($got, 1)), [stream_socket_get_name($client, false)]);
check('whole', array_column($got, 2), [false, false, false]);
check('exactly two', fwrite($client, str_repeat('c', 2000)), 2000);
check('no empty one behind', array_map(fn($d) => strlen($d[0]), xsock_recv_many($server)), [1000, 1000]);
check('more than limit', fwrite($client, str_repeat('d', 5000)), 5000);
check('counts reads', count(xsock_recv_many($server, 1)), 5);

check('off', xsock_set_option($server, 'udp_gro', false));
fwrite($client, str_repeat('e', 2500));
check('the kernel takes it apart', array_map(fn($d) => strlen($d[0]), xsock_recv_many($server)), [1000, 1000, 500]);
check('off', xsock_set_option($client, 'udp_segment', 0));
fwrite($client, str_repeat('e', 2500));
check('one', array_map(fn($d) => strlen($d[0]), xsock_recv_many($server)), [2500]);
check_throws('range', ValueError::class, fn() => xsock_set_option($client, 'udp_segment', 65508), 'between 0 and 65507');
done();
?>
--EXPECT--
16 checks, all right
