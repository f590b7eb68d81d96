--TEST--
A PROXY header in front of TLS: read first, the handshake begins right behind it
--EXTENSIONS--
xsock
openssl
--SKIPIF--
<?php require __DIR__ . '/skip.inc'; needs_tls(); ?>
--FILE--
<?php
require __DIR__ . '/proxy.inc';

const TRUSTING = ['ssl' => ['verify_peer' => false, 'verify_peer_name' => false]];
$certificate = certificate();
$listen = fn(string $protocol, array $options = []) =>
    proxied($protocol, $options + ['local_cert' => $certificate], 'tls://127.0.0.1:0');

/** A client that says these bytes, then shakes hands, sends a line and reads the answer; pieces: in two parts. */
function tls_client($server, string $header, int $cut = 0): Peer
{
    $address = 'tcp://' . stream_socket_get_name($server, false);
    return Peer::run(function () use ($address, $header, $cut) {
        $client = stream_socket_client($address, context: stream_context_create(TRUSTING));
        foreach (array_filter([substr($header, 0, $cut), substr($header, $cut)], 'strlen') as $piece) {
            fwrite($client, $piece);
            usleep($cut ? 20000 : 0);
        }
        if (!@stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT)) {
            return 'no handshake';
        }
        fwrite($client, "question\n");
        return fgets($client);
    }, [$server]);
}

function serve($server, Peer $peer): array
{
    $connection = xsock_accept($server, 10, $name);
    $line = $connection ? fgets($connection) : false;
    if ($connection) {
        fwrite($connection, "answer\n");
    }
    return [$line, $peer->result(), $name, $connection];
}

foreach (['required', 'optional'] as $protocol) {
    $server = $listen($protocol);
    foreach (['v1' => v1('192.0.2.7', 1234, '198.51.100.9', 443), 'v2' => v2('192.0.2.7', 1234, '198.51.100.9', 443)] as $version => $header) {
        foreach ([0, 1, 5, 20] as $cut) {
            [$line, $answer, $name, $connection] = serve($server, tls_client($server, $header, $cut));
            check("$protocol $version cut $cut", [$line, $answer, $name], ["question\n", "answer\n", '192.0.2.7:1234']);
        }
        check("$protocol $version info", xsock_info($connection)['proxy']['source'], '192.0.2.7:1234');
        check("$protocol $version tls", isset(xsock_info($connection)['tls']));
    }
}

// Optional: a handshake without a header, trusted or not.
foreach (['*', '192.0.2.1'] as $trusted) {
    $server = $listen('optional', ['proxy_trusted' => [$trusted]]);
    [$line, $answer, $name] = serve($server, tls_client($server, ''));
    check("no header, $trusted", [$line, $answer, str_starts_with($name, '127.0.0.1:')], ["question\n", "answer\n", true]);
}

// Bytes that could have become a header are the first TLS gets: it knows a plain request by its first word.
$server = $listen('optional');
$client = client_says($server, 'P');
check('not yet', xsock_accept($server, 0.05), false);
fwrite($client, "OST / HTTP/1.0\r\n\r\n");
check('nobody', nobody($server));
check_has('the word is whole', xsock_info($server)['last_setup_error'], 'http request');

// Required: a handshake without a header fails; behind a header, errors of the handshake name the client.
$server = $listen('required');
$peer = tls_client($server, '');
check('nobody', xt_until(fn () => xsock_accept($server, 0.05) || counted($server)[0] > 0));
check('no handshake', [$peer->result(), counted($server)[0]], ['no handshake', 1]);
check_has('why', xsock_info($server)['last_setup_error'], 'not a PROXY header');
$client = client_says($server, v1('192.0.2.7', 1234, '198.51.100.9', 443) . "GET / HTTP/1.0\r\n\r\n");
check('nobody', nobody($server));
check_has('who', xsock_info($server)['last_setup_error'], '192.0.2.7:1234', 'http request');

// One deadline for both: a header in time does not prolong it.
$server = $listen('required', ['setup_timeout' => 0.5]);
$client = client_says($server, v1('192.0.2.7', 1234, '198.51.100.9', 443));
check('nobody', xt_until(fn () => xsock_accept($server, 0.05) || counted($server)[1] > 0));
check('timed out', counted($server), [0, 1, 0]);
done();
?>
--EXPECT--
36 checks, all right
