--TEST--
tcp://*:0 is one socket for IPv6 and IPv4, and IPv4 peers look like IPv4
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('ipv6'); ?>
--FILE--
<?php
// Core needs two listeners, or shows [::ffff:127.0.0.1] which no allow list matches.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://*:0', $code, $text);
$port = port_of($server);
foreach (['127.0.0.1' => '127.0.0.1', '[::1]' => '[::1]'] as $host => $shown) {
    $client = stream_socket_client("tcp://$host:$port", $code, $text, 10);
    $connection = xsock_accept($server, 10, $peer);
    check("$host peer", $peer, stream_socket_get_name($client, false));
    check_has("$host peer shown", $peer, "$shown:");
    check("$host get_name peer", stream_socket_get_name($connection, true), $peer);
    check("$host get_name local", stream_socket_get_name($connection, false), "$shown:$port");
    check("$host info", [xsock_info($connection)['local'], xsock_info($connection)['peer']], ["$shown:$port", $peer]);
}
xsock_accept_many($server, 8, 0.0, $peers);
check('nobody left', $peers, []);
done();
?>
--EXPECT--
11 checks, all right
