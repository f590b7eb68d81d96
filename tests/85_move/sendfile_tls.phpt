--TEST--
sendfile: over TLS the file is read and encrypted, with the same results
--EXTENSIONS--
xsock
openssl
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$path = scratch() . '/file';
$text = random_bytes(3000000);
file_put_contents($path, $text);
$file = fopen($path, 'r');
foreach (['off', 'auto'] as $ktls) {
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server(), 'ktls' => $ktls]);
    $name = stream_socket_get_name($server, false);
    $peer = Peer::run(function (Peer $parent) use ($name, $certs) {
        $client = stream_socket_client("ssl://$name", $code, $message, 20, STREAM_CLIENT_CONNECT, trusting($certs));
        fwrite($client, 'x');
        $parent->hear();
        return stream_get_contents($client);
    }, [$server]);
    $conn = xsock_accept($server, 20);
    check('connected', fread($conn, 1), 'x');
    stream_set_blocking($conn, false);
    $sent = 0;
    while (($n = xsock_sendfile($conn, $file, $sent, 2900000 - $sent)) > 0) {
        $sent += $n; // until it is full
    }
    check_within('a non-blocking stream takes what fits', $sent, 1, 2900000);
    $peer->say();
    stream_set_blocking($conn, true);
    stream_set_timeout($conn, 20);
    $sent += xsock_sendfile($conn, $file, $sent);
    check('all', $sent, 3000000);
    check('more than there is', xsock_sendfile($conn, $file, 2999999, 10), 1);
    check_has('said', warned(), 'ends at byte 3000000');
    fclose($conn);
    check('content', $peer->result() === $text . substr($text, -1));
}
done();
?>
--EXPECT--
12 checks, all right
