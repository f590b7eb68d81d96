--TEST--
udp: one socket, several peers, answers go back to each
--EXTENSIONS--
xsock
--FILE--
<?php
// The manual page's UDP time server.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://127.0.0.1:0');
$address = 'udp://' . stream_socket_get_name($server, false);
$clients = [stream_socket_client($address), xsock_client($address), stream_socket_client($address)];
foreach ($clients as $i => $client) {
    fwrite($client, "question $i");
}
for ($i = 0; $i < 3; $i++) {
    check("question $i", stream_socket_recvfrom($server, 1500, 0, $peer), "question $i");
    check("peer $i", $peer, stream_socket_get_name($clients[$i], false));
    check("sent $i", stream_socket_sendto($server, "answer $i", 0, $peer), 8);
}
foreach ($clients as $i => $client) {
    check("answer $i", fread($client, 100), "answer $i");
}
check('an unconnected socket has no peer', stream_socket_get_name($server, true), false);
check('a connected one has', stream_socket_get_name($clients[1], true), stream_socket_get_name($server, false));
check('no target', @fwrite($server, 'to whom?'), false);
check('no target with sendto', @stream_socket_sendto($server, 'to whom?'), -1);
warned();
foreach (['127.0.0.1', 'no such host:9', '[::1]'] as $bad) {
    $got = @stream_socket_sendto($server, 'x', 0, $bad);
    check("bad target " . show($bad), $got === -1 || $got === false, true);
}
check('the server still works', stream_socket_sendto($server, 'x', 0, stream_socket_get_name($clients[0], false)), 1);
done();
?>
--EXPECT--
20 checks, all right
