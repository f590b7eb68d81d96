--TEST--
ip_pktinfo: IPv6
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'ipv6'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
foreach (['udp://[::]:0', 'udp://*:0'] as $address) {
    $server = xsock_server($address, options: ['ip_pktinfo' => true, 'nonblock' => true]);
    $client = xsock_client('udp://[::1]:' . port_of($server));
    fwrite($client, 'six');
    $got = xsock_recv_many($server);
    check("$address: came to", $got[0][3], '::1');
    check("$address: answered", xsock_send_many($server, $got), 1);
    stream_set_timeout($client, 10);
    check("$address: heard", fread($client, 99), 'six');
}
// Both families by name on one dual-stack socket.
check('IPv4 on IPv6', xsock_send_many($server, [['x', '127.0.0.1:9'], ['x', '[::1]:9'], ['x', '[fe80::1%lo]:9', 0, '::1']]) >= 2);
warned();
done();
?>
--EXPECT--
7 checks, all right
