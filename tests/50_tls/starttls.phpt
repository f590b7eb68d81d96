--TEST--
STARTTLS: enable_crypto on accepted tcp and unix streams; blocking, non-blocking, as event loops call it
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$before = sockets();
$certs = new Certs();
$file = $certs->make('server');
const SERVER = STREAM_CRYPTO_METHOD_TLS_SERVER;
const CLIENT = STREAM_CRYPTO_METHOD_TLS_CLIENT;

/* Core's client; ours on unix sockets, where core has no TLS. */
function client(string $name, Certs $certs)
{
    $connect = str_starts_with($name, 'unix') ? 'xsock_client' : 'stream_socket_client';
    return $connect($name, $code, $text, 10, STREAM_CLIENT_CONNECT, trusting($certs));
}

foreach (['tcp://127.0.0.1:0', 'unix://' . scratch() . '/s.sock'] as $address) {
    $kind = strstr($address, ':', true);
    $server = xsock_server($address, options: ['local_cert' => $file]);
    $name = "$kind://" . stream_socket_get_name($server, false);

    // Blocking, with a dialogue in plain text before.
    $peer = Peer::run(function () use ($name, $certs) {
        $client = client($name, $certs);
        fwrite($client, "STARTTLS\r\n");
        $seen = [fgets($client), stream_socket_enable_crypto($client, true, CLIENT)];
        fwrite($client, "secret\n");
        return [...$seen, fgets($client), fgets($client), feof($client)];
    }, [$server]);
    $conn = xsock_accept($server, 10);
    check("$kind command", fgets($conn), "STARTTLS\r\n");
    check("$kind no crypto yet", isset(stream_get_meta_data($conn)['crypto']), false);
    fwrite($conn, "220 go ahead\r\n");
    check("$kind true", stream_socket_enable_crypto($conn, true, SERVER));
    check("$kind crypto now", stream_get_meta_data($conn)['crypto']['protocol'], 'TLSv1.3');
    check("$kind reads", fgets($conn), "secret\n");
    fwrite($conn, "answer\n");
    check("$kind a second time", stream_socket_enable_crypto($conn, true, SERVER), false);
    check_has("$kind says why", warned(), 'already');
    fclose($conn);
    check("$kind client", $peer->result(), ["220 go ahead\r\n", true, "answer\n", false, true]);

    // Non-blocking: 0 while the peer has to move, also again and again; then true.
    $client = client($name, $certs);
    $conn = xsock_accept($server, 10);
    stream_set_blocking($conn, false);
    stream_set_blocking($client, false);
    check("$kind 0, nothing came", stream_socket_enable_crypto($conn, true, SERVER), 0);
    check("$kind 0 again", stream_socket_enable_crypto($conn, true, SERVER), 0);
    check("$kind nothing to read yet", [fread($conn, 100), feof($conn)], ['', false]);
    check("$kind not ready", readable($conn, 0), false);
    check("$kind client begins", stream_socket_enable_crypto($client, true, CLIENT), 0);
    $calls = 0;
    $result = 0;
    $clientResult = 0;
    while ($result === 0 && readable($conn) && $calls++ < 20) { // as event loops do: once per event
        $result = stream_socket_enable_crypto($conn, true, SERVER);
        $clientResult = $clientResult ?: stream_socket_enable_crypto($client, true, CLIENT);
    }
    check("$kind loop", [$result, $clientResult], [true, true]);
    check_within("$kind events", $calls, 1, 4);
    fwrite($client, "one\n");
    check("$kind readable", readable($conn));
    check("$kind non-blocking read", fgets($conn), "one\n");

    // A peer that goes away, one that talks nonsense: false with a reason, no hang.
    foreach (['goes away' => null, 'talks' => "HELO nonsense, quite long enough to be a record of some kind\r\n"] as $what => $says) {
        foreach ([true, false] as $blocking) {
            $client = stream_socket_client($name);
            $conn = xsock_accept($server, 10);
            stream_set_blocking($conn, $blocking);
            $says === null ? fclose($client) : fwrite($client, $says);
            readable($conn);
            check("$kind $what", xt_waited(20, fn () => stream_socket_enable_crypto($conn, true, SERVER), $result), 'at once');
            check("$kind $what: false", $result, false);
            check_has("$kind $what: why", warned(), 'TLS handshake');
        }
    }
    unset($conn, $client, $peer);
    check("$kind no sockets left", sockets_settled($server, $before + 1), $before + 1);
}
done();
?>
--EXPECT--
60 checks, all right
