--TEST--
send_fds: TLS connections stay where their keys are, TLS servers can move
--EXTENSIONS--
xsock
openssl
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/carrier.inc';
$certs = new Certs();
[$a, $b] = carrier();
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server()]);
$name = stream_socket_get_name($server, false);
$connect = fn($server) => Peer::run(function () use ($name, $certs) {
    $client = stream_socket_client("ssl://$name", $code, $message, 20, STREAM_CLIENT_CONNECT, trusting($certs));
    return fgets($client);
}, [$server]);
$peer = $connect($server);
$conn = xsock_accept($server, 20);
check_throws('refused', ValueError::class, fn() => xsock_send_fds($a, [$server, $conn]), 'TLS connection as number 1', 'keys');
fwrite($conn, "line\n");
check('still works', $peer->result(), "line\n");

// The listening socket can go: the receiver adopts it with its own certificates.
check('sent', xsock_send_fds($a, [$server]), 1);
fclose($server);
[$plain] = xsock_recv_fds($b);
stream_set_timeout($plain, 20);
stream_context_set_option($plain, 'ssl', 'local_cert', $certs->server());
$peer = $connect($plain);
$conn = xsock_accept($plain, 20);
check('enable_crypto', stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER));
fwrite($conn, "from the successor\n");
check('served', $peer->result(), "from the successor\n");
done();
?>
--EXPECT--
6 checks, all right
