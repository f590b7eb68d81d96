--TEST--
session_new_cb is told of sessions that come with nothing but the end of the connection
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// In TLS 1.3 sessions come behind the handshake. A server that says nothing and closes sends them all the same, and the read that
// finds the end is the one that meets them; it told nobody.
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';

$certs = new Certs();
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server()]);
$at = 'tls://' . stream_socket_get_name($server, false);
foreach ([true, false] as $blocking) {
    $peer = Peer::run(function (Peer $parent) use ($at, $certs, $blocking) {
        $told = [];
        $client = xsock_client($at, timeout: 20, options: ['cafile' => $certs->ca, 'peer_name' => 'localhost', 'session_new_cb' => function ($stream, $session) use (&$told) {
            $told[] = [feof($stream), @fclose($stream)];
        }]);
        $parent->hear(); // all has come
        stream_set_blocking($client, $blocking);
        stream_set_timeout($client, 20);
        return [fread($client, 100), feof($client), $told];
    }, [$server]);
    $conn = xsock_accept($server, 20);
    fclose($conn);
    $peer->say();
    check($blocking ? 'blocking' : 'non-blocking', $peer->result(), ['', true, [[true, false], [true, false]]]);
}
done();
?>
--EXPECT--
2 checks, all right
