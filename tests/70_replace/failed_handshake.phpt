--TEST--
replace_transports: behind a failed handshake nothing is sent in the clear, until TLS is turned off
--EXTENSIONS--
openssl
xsock
--INI--
xsock.replace_transports=1
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Core goes on in plain text, also when it was the certificate that was refused: a script that does not look at the result sends its
// password to whoever is there. A failure before the first byte leaves the connection as it was, as in core.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();

/** [server's end, client's end], nothing said yet. */
function ends(array $server, array $client = []): array
{
    $listener = stream_socket_server('tcp://127.0.0.1:0', $code, $text, 12, ssl($server));
    $far = stream_socket_client('tcp://' . stream_socket_get_name($listener, false), $code, $text, 10, STREAM_CLIENT_CONNECT, ssl($client));
    return [stream_socket_accept($listener, 10), $far];
}

// No such file: nothing was sent, nothing was read.
[$conn, $peer] = ends(['local_cert' => $certs->dir . '/none.pem']);
fwrite($peer, "plain\n");
check('no certificate', stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER), false);
check_has('no certificate: why', warned(), 'none.pem');
check('no certificate: lives on', [fgets($conn), fwrite($conn, "as before\n"), fgets($peer)], ["plain\n", 10, "as before\n"]);

// A peer that speaks plain text.
[$conn, $peer] = ends(['local_cert' => $certs->server()]);
fwrite($peer, "220 welcome, this is no TLS at all\r\n");
check('plain peer', stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER), false);
check_has('plain peer: why', warned(), 'OpenSSL Error messages');
check('plain peer: nothing in the clear', @fwrite($conn, "secret\n"), false);
check('plain peer: nothing read', [@fread($conn, 100) ?: '', feof($conn)], ['', true]);
stream_set_timeout($peer, 0, 100000);
check('plain peer: nothing came', str_contains((string) stream_get_contents($peer), 'secret'), false);
check('plain peer: off is false, as in core', stream_socket_enable_crypto($conn, false), false);
fwrite($peer, "still there\n");
for ($i = 0; $i < 3 && ($line = fgets($conn)) !== "still there\n"; $i++) { // OpenSSL reads one record's header or more
}
check('plain peer: plain text again', [$line, fwrite($conn, "yes\n")], ["still there\n", 4]);
stream_set_timeout($peer, 10);
check('plain peer: it came', fgets($peer), "yes\n");

// A client that does not trust the certificate.
$other = new Certs('Other CA');
[$conn, $peer] = ends(['local_cert' => $certs->server()], ['cafile' => $other->ca, 'peer_name' => 'localhost']);
[, $trusts] = tls_join($conn, $peer);
check('untrusted', $trusts, false);
check_has('untrusted: why', warned(), 'certificate verify failed');
check('untrusted: nothing in the clear', @fwrite($peer, "secret\n"), false);
check('untrusted: nothing came', str_contains((string) @stream_get_contents($conn), 'secret'), false);
done();
?>
--EXPECT--
15 checks, all right
