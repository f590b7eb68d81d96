--TEST--
stream_socket_enable_crypto with a peer that talks plain text: false and a warning, at once
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// With OpenSSL the handshake fails on the first bytes; without, it is refused. Neither may wait for more,
// take the stream for encrypted, or leave it unusable for closing.
require __DIR__ . '/../inc/checks.inc';
foreach ([true, false] as $blocking) {
    foreach (['server' => STREAM_CRYPTO_METHOD_TLS_SERVER, 'client' => STREAM_CRYPTO_METHOD_TLS_CLIENT] as $role => $method) {
        [$server, $peer, $conn] = trio();
        if ($role === 'client') {
            $listener = stream_socket_server('tcp://127.0.0.1:0');
            $conn = xsock_client('tcp://' . stream_socket_get_name($listener, false));
            $peer = stream_socket_accept($listener, 5);
        }
        stream_set_blocking($conn, $blocking);
        fwrite($peer, "GET / HTTP/1.0\r\n\r\n");
        check("$role has data", readable($conn));
        check("$role comes back", xt_waited(20, function () use ($conn, $method) {
            for ($i = 0; $i < 1000 && ($result = stream_socket_enable_crypto($conn, true, $method)) === 0; $i++) {
                usleep(1000);
            }
            return $result;
        }, $result), 'at once');
        check("$role false", $result, false);
        check("$role says why", warned() !== '');
        check("$role has no crypto in its meta data", isset(stream_get_meta_data($conn)['crypto']), false);
        check("$role closes", fclose($conn));
    }
}
done();
?>
--EXPECT--
24 checks, all right
