--TEST--
stream_socket_enable_crypto on a plain stream: false and a clear warning, the connection lives on
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// There is no TLS in this version; asking for it must neither hang nor break the connection, nor pretend.
require __DIR__ . '/../inc/checks.inc';

[$server, $peer, $conn] = trio();
$client = xsock_client('tcp://' . stream_socket_get_name($server, false));
$accepted = xsock_accept($server, 5);
foreach ([[$conn, STREAM_CRYPTO_METHOD_TLS_SERVER], [$client, STREAM_CRYPTO_METHOD_TLS_CLIENT]] as [$stream, $method]) {
    check('comes back', xt_waited(20, fn () => stream_socket_enable_crypto($stream, true, $method), $result), 'at once');
    check('false', $result, false);
    check_has('says why', warned(), 'crypto');
}
fwrite($peer, "plain\n");
check('reads', fgets($conn), "plain\n");
check('writes', [fwrite($accepted, "as before\n"), fgets($client)], [10, "as before\n"]);
check('no crypto in the meta data', isset(stream_get_meta_data($conn)['crypto']), false);
done();
?>
--EXPECT--
9 checks, all right
