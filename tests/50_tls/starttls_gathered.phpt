--TEST--
enable_crypto with a write_buffer: what was written before TLS goes out in plain text, what was written on TLS on TLS
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The answer to STARTTLS stayed gathered, and the client waited for it; behind the handshake it came encrypted. What was gathered on
// TLS went out in the clear when TLS was turned off, and what the kernel had no room for was missing.
require __DIR__ . '/../inc/tls.inc';
$certs = Certs::shared();
/* [server, plain client, connection] */
function plain_trio(array $more = []): array
{
    global $certs;
    $server = xsock_server('tcp://127.0.0.1:0', write_buffer: 8192, options: $more + ['local_cert' => $certs->server()]);
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), context: trusting($certs));
    stream_set_timeout($client, 20);
    return [$server, $client, xsock_accept($server, 20)];
}
$method = STREAM_CRYPTO_METHOD_TLS_SERVER;
foreach ([true, false] as $blocking) {
    $how = $blocking ? 'blocking' : 'non-blocking';
    [$server, $client, $conn] = plain_trio();
    fwrite($conn, "220 go ahead\r\n");
    stream_set_blocking($conn, false);
    check("$how: begins", stream_socket_enable_crypto($conn, true, $method), 0);
    check("$how: the answer", fgets($client), "220 go ahead\r\n");
    check("$how: shake hands", tls_join($conn, $client), [true, true]);
    fwrite($conn, "secret\n");
    stream_set_blocking($conn, $blocking);
    check("$how: off", stream_socket_enable_crypto($conn, false));
    check("$how: on TLS", fgets($client), "secret\n");
    stream_socket_enable_crypto($client, false);
    fwrite($conn, "plain\n");
    fflush($conn);
    for ($text = ''; !str_ends_with($text, "plain\n") && readable($client); $text .= fread($client, 8192)) {
    }
    check("$how: then plain text", str_ends_with($text, "plain\n")); // core shows the records before it
    check("$how: and nothing else", str_contains($text, 'secret'), false);
}

// No room: the script comes back.
[$server, $client, $conn] = plain_trio(['so_sndbuf' => 20000]);
stream_set_blocking($conn, false);
$text = bulk(4000000);
for ($sent = 0; $n = fwrite($conn, substr($text, $sent, 50000)); $sent += $n) {
}
check('full', xsock_info($conn)['gathered'] > 0);
check('not yet', stream_socket_enable_crypto($conn, true, $method), 0);
check('still plain', isset(xsock_info($conn)['tls']), false);
for ($got = ''; ($result = stream_socket_enable_crypto($conn, true, $method)) === 0 && strlen($got) < $sent;) {
    $got .= fread($client, $sent - strlen($got));
}
check('all of it', $got === substr($text, 0, $sent));
check('shake hands', tls_join($conn, $client), [true, true]);
stream_set_blocking($conn, false);
for ($sent = 0; $n = fwrite($conn, substr($text, $sent, 50000)); $sent += $n) {
}
check('full', xsock_info($conn)['gathered'] > 0);
check('not yet off', stream_socket_enable_crypto($conn, false), 0);
check('still TLS', isset(xsock_info($conn)['tls']['version']));
stream_set_blocking($conn, true);
stream_set_timeout($conn, 0, 10000);
check('nor when it waits', stream_socket_enable_crypto($conn, false), false);
stream_set_blocking($conn, false);
stream_set_blocking($client, false);
$result = 0;
for ($got = '', $until = hrtime(true) + 20e9; ($result === 0 || strlen($got) < $sent) && hrtime(true) < $until;) {
    $result = $result ?: stream_socket_enable_crypto($conn, false);
    $got .= fread($client, 100000);
}
check('off', $result);
check('all of it on TLS', $got === substr($text, 0, $sent));
check('not TLS any more', isset(xsock_info($conn)['tls']), false);

// A handshake that fails: what was to go out behind it does not go out in the clear.
[$server, $client, $conn] = plain_trio();
stream_set_blocking($conn, false);
check('begins', stream_socket_enable_crypto($conn, true, $method), 0);
fwrite($conn, "secret\n");
fwrite($client, "no TLS at all\n");
readable($conn);
check('fails', stream_socket_enable_crypto($conn, true, $method), false);
warned();
check('off', stream_socket_enable_crypto($conn, false));
check_has('said', warned(), '7 bytes of gathered output are lost');
fwrite($conn, "plain\n");
fclose($conn);
$text = stream_get_contents($client);
check('plain text', str_ends_with($text, "plain\n"));
check('no secret', str_contains($text, 'secret'), false);
done();
?>
--EXPECT--
32 checks, all right
