--TEST--
replace_transports: TLS under PHP's own names has core's defaults, results and warnings, and shares its contexts
--EXTENSIONS--
openssl
pcntl
xsock
--INI--
xsock.replace_transports=1
default_socket_timeout=5
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
// What ext/openssl does in PHP 8.2, but one SSL_CTX for a server, sessions that resume, and no client that stops the others.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server');
$other = $certs->make('other', ['DNS:other.example']);
$mine = $certs->make('mine');

/* A client in a child: what it did, and what it was warned of. */
function client(string $address, $context, ?callable $then = null, array $close = []): Peer
{
    return Peer::run(function () use ($address, $context, $then) {
        $client = stream_socket_client($address, $code, $text, 5, STREAM_CLIENT_CONNECT, $context);
        return [$client ? ($then ? $then($client) : stream_get_meta_data($client)['crypto']['protocol']) : false, warned()];
    }, $close);
}
$serve = fn ($options) => stream_socket_server('ssl://127.0.0.1:0', $code, $text, 12, ssl($options));
$at = fn ($server, $scheme = 'ssl') => "$scheme://" . stream_socket_get_name($server, false);

// Verified by default; versions by the name; what was wrong, in core's words.
$server = $serve(['local_cert' => $file]);
foreach (['ssl' => 'TLSv1.3', 'tls' => 'TLSv1.3', 'tlsv1.3' => 'TLSv1.3', 'tlsv1.2' => 'TLSv1.2'] as $scheme => $version) {
    $peer = client($at($server, $scheme), trusting($certs));
    check("$scheme accepted", is_resource(stream_socket_accept($server)));
    check($scheme, $peer->result(), [$version, '']);
}
$failed = "stream_socket_client(): Failed to enable crypto\nstream_socket_client(): Unable to connect to " . $at($server) . ' (Unknown error)';
$verify = "stream_socket_client(): SSL operation failed with code 1. OpenSSL Error messages:\nerror:0A000086:SSL routines::certificate verify failed\n";
foreach ([
    'no authority' => [ssl(['peer_name' => 'localhost']), $verify],
    'another name' => [trusting($certs, ['peer_name' => 'other.example']), "stream_socket_client(): Peer certificate subjectAltName did not match expected name `other.example'\n"],
    'fingerprint' => [trusting($certs, ['peer_fingerprint' => str_repeat('0', 40)]), "stream_socket_client(): peer_fingerprint match failure\n"],
    'no fingerprint at all' => [trusting($certs, ['peer_fingerprint' => []]), "stream_socket_client(): Invalid peer_fingerprint array; [algo => fingerprint] form required\nstream_socket_client(): peer_fingerprint match failure\n"],
] as $what => [$context, $words]) {
    $peer = client($at($server), $context);
    $conn = @stream_socket_accept($server);
    check($what, $peer->result(), [false, $words . $failed]);
    unset($conn);
}
warned();
check('not verified when asked', [client($at($server), ssl(['verify_peer' => false, 'verify_peer_name' => false])), is_resource(stream_socket_accept($server))][1]);

// A handshake that fails makes accept fail, once, and the server goes on. One that is silent delays nobody.
$silent = stream_socket_client($at($server, 'tcp'));
$bad = stream_socket_client($at($server, 'tcp'));
fwrite($bad, "GET / HTTP/1.0\r\n\r\n");
check('plain text', stream_socket_accept($server), false);
check_has('its words', warned(), 'stream_socket_accept(): SSL operation failed with code 1. OpenSSL Error messages:', 'http request',
    "\nstream_socket_accept(): Failed to enable crypto\nstream_socket_accept(): Accept failed: Unknown error");
$peer = client($at($server), trusting($certs));
check('the next one is served', is_resource(stream_socket_accept($server)));
check('while another is silent', $peer->result()[0], 'TLSv1.3');
fclose($silent);
check('who leaves without a word', @stream_socket_accept($server, 2), false);
warned();
// No certificate: known at the first client, as in core. The context counts for each client anew.
$server = $serve([]);
$peer = client($at($server), trusting($certs));
check('no certificate', stream_socket_accept($server), false);
check_has('its words', warned(), 'SSL_R_NO_SHARED_CIPHER: no suitable shared cipher could be used.  This could be because');
$peer->result();
stream_context_set_option($server, 'ssl', 'local_cert', $other);
$peer = client($at($server), trusting($certs, ['peer_name' => 'other.example']));
check('set later', is_resource(stream_socket_accept($server)));
check('and seen', $peer->result()[0], 'TLSv1.3');
stream_context_set_option($server, 'ssl', 'local_cert', '/no/such/file');
$peer = client($at($server), trusting($certs));
check('no such file', stream_socket_accept($server), false);
check_has('its words', warned(), "Unable to set local cert chain file `/no/such/file'; Check that your cafile/capath settings");
$peer->result();

// Certificates are captured where core puts them.
$context = ssl(['local_cert' => $file, 'verify_peer' => true, 'verify_peer_name' => false, 'cafile' => $certs->ca, 'capture_peer_cert' => true]);
$server = stream_socket_server('ssl://127.0.0.1:0', $code, $text, 12, $context);
$peer = client($at($server), trusting($certs, ['local_cert' => $mine]));
check('verified client', is_resource(stream_socket_accept($server)));
$captured = stream_context_get_options($context)['ssl']['peer_certificate'] ?? null;
check('captured', $captured ? openssl_x509_parse($captured)['subject']['CN'] : null, 'mine');
$peer->result();

// tcp:// and enable_crypto on each readable: one context, sessions resume in every client of TLS 1.2 and 1.3. Amp always asks for
// no_ticket: then they are resumed by id, in 1.3 too.
foreach (['-tls1_2' => false, '-tls1_3' => false, '-tls1_2 ' => true, '-tls1_3 ' => true] as $version => $noTicket) {
    $server = stream_socket_server('tcp://127.0.0.1:0', $code, $text, 12, ssl(['local_cert' => $file, 'no_ticket' => $noTicket]));
    $serving = Peer::run(function () use ($server) {
        $reused = [];
        for ($i = 0; $i < 4; $i++) {
            $conn = stream_socket_accept($server, 20);
            stream_set_blocking($conn, false);
            while (($done = stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER)) === 0) {
                readable($conn);
            }
            $reused[] = $done ? stream_get_meta_data($conn)['crypto']['session_reused'] : $done;
            fwrite($conn, "hello\n");
            fclose($conn);
        }
        return $reused;
    });
    $session = "$certs->dir/session" . trim($version) . (int) $noTicket;
    foreach (['-sess_out', '-sess_in', '-sess_in', '-sess_in'] as $what) {
        exec('echo | openssl s_client -ign_eof ' . "$version -connect " . stream_socket_get_name($server, false) . " $what $session 2>&1");
    }
    check("resumed $version" . ($noTicket ? 'without tickets' : ''), $serving->result(), [false, true, true, true]);
}
// enable_crypto: again when it is on, off when it never was.
$pair = [$server = stream_socket_server('tcp://127.0.0.1:0', $code, $text, 12, ssl(['local_cert' => $file])),
    $client = stream_socket_client($at($server, 'tcp'), $code, $text, 5, STREAM_CLIENT_CONNECT, trusting($certs)), $conn = stream_socket_accept($server)];
check('joined', tls_join($conn, $client), [true, true]);
check('again', stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT), false);
check('its words', warned(), 'stream_socket_enable_crypto(): SSL/TLS already set-up for this stream');
check('unknown keys are silent', is_resource(stream_socket_client($at($server, 'tcp'), $code, $text, 5, STREAM_CLIENT_CONNECT, ssl(['capture_peer_chain' => 1, 'no_such' => []]))));
check('nothing else', warned(), '');
done();
?>
--EXPECT--
35 checks, all right
