--TEST--
ip_pktinfo: where datagrams came to, and answers from the same address
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// A server on all addresses that answers from another one than it was asked on is not heard: clients drop that.
require __DIR__ . '/../inc/checks.inc';
foreach (['udp://0.0.0.0:0', 'udp://*:0'] as $address) {
    $server = xsock_server($address, options: ['ip_pktinfo' => true, 'nonblock' => true]);
    check("$address: on", xsock_get_option($server, 'ip_pktinfo'));
    $port = port_of($server);
    foreach (['127.0.0.1', '127.0.0.2', '127.1.2.3'] as $host) {
        $client = xsock_client("udp://$host:$port");
        fwrite($client, $host);
        $got = xsock_recv_many($server);
        check("$address: came to $host", $got, [[$host, stream_socket_get_name($client, false), false, $host]]);
        check("$address: answered", xsock_send_many($server, $got), 1);
        stream_set_timeout($client, 10);
        check("$address: from there, or a connected client would not hear it", fread($client, 99), $host);
    }
    check("$address: off", xsock_set_option($server, 'ip_pktinfo', false));
    fwrite($client, 'x');
    check("$address: three elements again", count(xsock_recv_many($server)[0]), 3);
}
$group = '239.77.2.' . (1 + getmypid() % 250);
$member = xsock_server('udp://0.0.0.0:0', options: ['ip_pktinfo' => true, 'multicast_if' => 'lo', 'multicast_groups' => [$group]]);
stream_set_timeout($member, 10);
$sender = xsock_server('udp://127.0.0.1:0', options: ['multicast_if' => 'lo']);
stream_set_timeout($sender, 10);
stream_socket_sendto($sender, 'to the group', 0, "$group:" . port_of($member));
$got = xsock_recv_many($member);
check('a group: an address of this machine', $got[0][3], '127.0.0.1');
check('can be answered', xsock_send_many($member, $got), 1);
check('heard', fread($sender, 99), 'to the group');
check_throws('not for tcp', ValueError::class, fn() => xsock_server('tcp://127.0.0.1:0', options: ['ip_pktinfo' => true]), 'ip_pktinfo');
done();
?>
--EXPECT--
29 checks, all right
