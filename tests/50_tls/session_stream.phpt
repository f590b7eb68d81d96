--TEST--
stream_socket_enable_crypto() takes a session over from another stream; one that has none is named
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The fifth argument. A stream without TLS, or one of core's, was passed over without a word.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$server = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => $certs->server()]);
$name = stream_socket_get_name($server, false);

/* Both ends of a connection that shook hands, [client, server's end], the client with this session. */
function met(int $version, $session = null): array
{
    global $server, $name, $certs;
    $client = xsock_client("tcp://$name", options: ['cafile' => $certs->ca, 'peer_name' => 'localhost', 'max_proto_version' => $version]);
    $conn = xsock_accept($server, 10);
    array_map(fn ($end) => stream_set_blocking($end, false), [$client, $conn]);
    $done = [0, 0];
    for ($until = hrtime(true) + 10e9; in_array(0, $done, true) && hrtime(true) < $until;) {
        $done[0] = $done[0] ?: stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT, $session);
        $done[1] = $done[1] ?: stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
    }
    check('handshake', $done, [true, true]);
    array_map(fn ($end) => stream_set_blocking($end, true), [$client, $conn]);
    fwrite($conn, "welcome\n"); // behind the tickets of TLS 1.3
    check('works', fgets($client), "welcome\n");
    return [$client, $conn];
}

$other = stream_socket_server('tcp://127.0.0.1:0');
$plain = xsock_client('tcp://' . stream_socket_get_name($other, false));
$resumed = fn (array $ends) => array_map(fn ($end) => xsock_info($end)['tls']['resumed'], $ends);
foreach ([STREAM_CRYPTO_PROTO_TLSv1_2, STREAM_CRYPTO_PROTO_TLSv1_3] as $version) {
    $first = met($version);
    check('the first is new', $resumed($first), [false, false]);
    check('the second is resumed', $resumed(met($version, $first[0])), [true, true]);
    check('nothing was warned', warned(), '');
    check('a plain stream has none', $resumed(met($version, $plain)), [false, false]);
    check_has('and that is said', warned(), 'Supplied SSL session stream is not initialized');
    check('nor has a file', $resumed(met($version, fopen('php://memory', 'r'))), [false, false]);
    check_has('it is said, too', warned(), 'Supplied session stream must be an SSL enabled stream');
}
done();
?>
--EXPECT--
30 checks, all right
