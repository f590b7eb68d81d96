--TEST--
udp://*:0 receives from and sends to IPv4 and IPv6
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('ipv6'); ?>
--FILE--
<?php
// sendto to an IPv4 target from an IPv6 socket needs the mapped form, which no user should have to know.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://*:0');
$port = port_of($server);
foreach (['127.0.0.1', '[::1]'] as $host) {
    $client = stream_socket_client("udp://$host:$port");
    fwrite($client, 'question');
    check("$host question", stream_socket_recvfrom($server, 100, 0, $peer), 'question');
    check("$host peer", $peer, stream_socket_get_name($client, false));
    check("$host sent", stream_socket_sendto($server, 'answer', 0, $peer), 6);
    check("$host answer", fread($client, 100), 'answer');
}
$six = xsock_server('udp://[::1]:0');
$other = xsock_server('udp://[::1]:0');
stream_socket_sendto($six, 'six', 0, stream_socket_get_name($other, false));
check('IPv6', stream_socket_recvfrom($other, 100, 0, $peer), 'six');
check('IPv6 peer', $peer, stream_socket_get_name($six, false));
done();
?>
--EXPECT--
10 checks, all right
