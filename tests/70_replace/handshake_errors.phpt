--TEST--
replace_transports: why a handshake failed reaches event loops that ask feof() in their error handler
--EXTENSIONS--
openssl
xsock
--INI--
xsock.replace_transports=1
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Amp throws "Connection reset by peer" in place of the warning when feof() is true in the error handler, ReactPHP says "Connection
// lost". feof() was true there after every failed handshake, so nobody learned that it was the fingerprint. Each expectation is core's.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server');

/** [client's end, server's end], nothing said yet. */
function ends(array $client): array
{
    $server = stream_socket_server('tcp://127.0.0.1:0', $code, $text, 12, ssl(['local_cert' => $GLOBALS['file']]));
    $near = stream_socket_client('tcp://' . stream_socket_get_name($server, false), $code, $text, 10, STREAM_CLIENT_CONNECT, ssl($client));
    $far = stream_socket_accept($server, 10);
    stream_set_blocking($near, false);
    stream_set_blocking($far, false);
    return [$near, $far];
}

/** The words an event loop shows when this end's handshake fails: "peer gone", or the warning. */
function failure($end, int $method, $other = null): string
{
    $words = '';
    set_error_handler(function (int $_, string $text) use ($end, &$words) { $words = feof($end) ? 'peer gone' : $text; });
    for ($until = hrtime(true) + 20e9; hrtime(true) < $until;) {
        if (stream_socket_enable_crypto($end, true, $method) === false) {
            break;
        }
        $other ? stream_socket_enable_crypto($other, true, STREAM_CRYPTO_METHOD_TLS_SERVER) : readable($end);
    }
    restore_error_handler();
    $words = $words ?: (feof($end) ? 'peer gone' : 'no words');
    for ($reads = 0; $reads < 5 && !feof($end); $reads++) {
        fread($end, 100); // says nothing a second time
    }
    return $words . ($reads < 5 ? '' : ', and reading does not end');
}

$trust = ['cafile' => $certs->ca, 'peer_name' => 'localhost'];
foreach ([
    'fingerprint' => [['peer_fingerprint' => sha1('x')], 'peer_fingerprint match failure'],
    'another name' => [['peer_name' => 'other.example'], 'did not match expected'],
    'unknown authority' => [['cafile' => $certs->make('stranger', how: ['self' => true])], 'certificate verify failed'],
] as $what => [$options, $words]) {
    [$near, $far] = ends($options + $trust);
    check_has($what, failure($near, STREAM_CRYPTO_METHOD_TLS_CLIENT, $far), $words);
}
foreach (['plain http' => ["GET / HTTP/1.0\r\n\r\n", 'http request'], 'an alert' => ["\x15\x03\x01\x00\x02\x02\x28", 'unexpected message']] as $what => [$sent, $words]) {
    [$near, $far] = ends([]);
    fwrite($near, $sent);
    check_has($what, failure($far, STREAM_CRYPTO_METHOD_TLS_SERVER), $words);
}
// Who is gone is gone: before a word, and in the middle of one.
foreach (['', "\x16\x03\x01"] as $sent) {
    [$near, $far] = ends([]);
    fwrite($near, $sent);
    fclose($near);
    check('left after "' . bin2hex($sent) . '"', failure($far, STREAM_CRYPTO_METHOD_TLS_SERVER), 'peer gone');
}
done();
?>
--EXPECT--
7 checks, all right
