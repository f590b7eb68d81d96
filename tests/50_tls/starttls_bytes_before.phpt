--TEST--
STARTTLS: bytes read ahead belong to the handshake; plain text slipped in is never taken for decrypted
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$file = $certs->make('server');


foreach (['tcp://127.0.0.1:0', 'unix://' . scratch() . '/s.sock'] as $address) {
    $kind = strstr($address, ':', true);
    $server = xsock_server($address, options: ['local_cert' => $file]);

    // The client does not wait for an answer: its command and its hello arrive together, fgets reads both ahead.
    $name = stream_socket_get_name($server, false);
    $listener = stream_socket_server('tcp://127.0.0.1:0'); // core's client shakes hands here, we relay
    $client = stream_socket_client('tcp://' . stream_socket_get_name($listener, false), $code, $text, 10,
        STREAM_CLIENT_CONNECT, trusting($certs));
    $relay = stream_socket_accept($listener, 10);
    stream_set_blocking($client, false);
    stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
    readable($relay);
    $hello = fread($relay, 8192);
    check("$kind a hello", ord($hello[0]), 22);

    foreach (['whole' => strlen($hello), 'half' => intdiv(strlen($hello), 2), 'a byte' => 1] as $how => $cut) {
        $plain = client_of($server, $kind);
        $conn = xsock_accept($server, 10);
        fwrite($plain, "STARTTLS\r\n" . substr($hello, 0, $cut));
        check("$kind $how command", fgets($conn), "STARTTLS\r\n");
        stream_set_blocking($conn, false);
        fwrite($plain, substr($hello, $cut));
        $result = 0;
        for ($i = 0; $i < 3 && $result === 0 && readable($plain, 0.2) === false; $i++) {
            $result = stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
        }
        check("$kind $how: goes on", $result, 0);
        $answer = readable($plain) ? fread($plain, 8192) : '';
        check("$kind $how: answers the hello", ord($answer[0]), 22);
        if ($how === 'whole') { // to the end, through the relay
            fwrite($relay, $answer);
            $until = hrtime(true) + 10e9;
            while (stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT) === 0
                && hrtime(true) < $until) {
                readable($plain, 0.01) && fwrite($relay, fread($plain, 8192));
            }
            fwrite($client, "after\n");
            $until = hrtime(true) + 10e9;
            while ($result === 0 && hrtime(true) < $until) {
                readable($relay, 0.01) && fwrite($plain, fread($relay, 8192));
                $result = stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
            }
            check("$kind done", $result);
            stream_set_blocking($conn, true);
            stream_set_timeout($conn, 5);
            while (readable($relay, 0.05)) {
                fwrite($plain, fread($relay, 8192));
            }
            check("$kind reads", fgets($conn), "after\n");
            fclose($client);
        }
    }

    // Commands slipped in before the handshake: it fails, and they are never handed out.
    $plain = client_of($server, $kind);
    $conn = xsock_accept($server, 10);
    fwrite($plain, "STARTTLS\r\nDELETE everything\r\n");
    check("$kind injected command", fgets($conn), "STARTTLS\r\n");
    check("$kind injected: refused", stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER), false);
    check_has("$kind injected: why", warned(), 'TLS handshake');
    check("$kind injected: not read", @fread($conn, 100) ?: '', '');
    check("$kind injected: nothing held", stream_get_meta_data($conn)['unread_bytes'], 0);
    // The same, and a real hello behind it.
    $plain = client_of($server, $kind);
    $conn = xsock_accept($server, 10);
    fwrite($plain, "STARTTLS\r\nX\r\n$hello");
    fgets($conn);
    check("$kind injected before a hello", stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER), false);
    warned();
    check("$kind nothing of it", @fread($conn, 100) ?: '', '');
}
done();
?>
--EXPECT--
38 checks, all right
