--TEST--
Accept hands out connections in the order they came, with the peer's name
--EXTENSIONS--
xsock
--FILE--
<?php
// The arguments of stream_socket_accept() in the same order, plus error code and text.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$clients = [client_of($server), client_of($server), client_of($server)];
foreach ($clients as $i => $client) {
    $code = 7;
    $text = 'left over';
    $connection = xsock_accept($server, 10, $peer, $code, $text);
    check("peer $i", $peer, stream_socket_get_name($client, false));
    check("code $i", $code, 0);
    check("text $i", $text, '');
    check("same as get_name $i", stream_socket_get_name($connection, true), $peer);
    check("local $i", stream_socket_get_name($connection, false), stream_socket_get_name($server, false));
    fwrite($connection, "number $i\n");
    check("serves $i", fgets($client), "number $i\n");
    $meta = stream_get_meta_data($connection);
    check("meta $i", [$meta['blocked'], $meta['timed_out'], $meta['eof'], $meta['mode']], [true, false, false, 'r+']);
}
check('by stream_socket_accept', is_resource($client = client_of($server)));
$connection = stream_socket_accept($server, 10, $peer);
check('peer', $peer, stream_socket_get_name($client, false));
check('it is ours', xsock_info($connection)['transport'], 'tcp');
check('counted', xsock_info($server)['accepted'], 4);
$unix = xsock_server('unix://@xs' . getmypid());

$client = stream_socket_client("unix://\0xs" . getmypid());
check('unix', is_resource(xsock_accept($unix, 10, $peer)));
check('unnamed peer', $peer, '');
done();
?>
--EXPECT--
27 checks, all right
