--TEST--
A renewed certificate on disk is used within cert_reload; a broken one keeps the old one and warns once
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();

/* The common name a client is shown. */
function shown($server, Certs $certs, string $name = 'localhost'): string
{
    $context = ssl(['cafile' => $certs->ca, 'peer_name' => $name, 'verify_peer_name' => false, 'capture_peer_cert' => true]);
    [$client, $GLOBALS['conn'], $result] = tls_connect($server, $context, 10);
    $GLOBALS['client'] = $client;
    return $result !== true ? 'refused' : openssl_x509_parse(stream_context_get_options($client)['ssl']['peer_certificate'])['subject']['CN'];
}
function renew(Certs $certs, string $file, string $from): void
{
    $certs->put(basename($file, '.pem'), file_get_contents("$certs->dir/$from.pem"));
}

foreach (['first', 'second', 'third'] as $name) {
    $certs->make($name, ['DNS:localhost']);
}
$expired = $certs->make('expired', how: ['expired' => true]);
$live = $certs->put('live', file_get_contents("$certs->dir/first.pem"));
$named = $certs->put('named', file_get_contents("$certs->dir/first.pem"));

// Within cert_reload seconds, without a word; connections from before keep theirs.
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $live, 'cert_reload' => 0.2,
    'SNI_server_certs' => ['named.test' => ['local_cert' => $named]]]);
check('at first', shown($server, $certs), 'first');
[$oldClient, $oldConn] = [$client, $conn];
$read = xsock_info($server)['tls']['certificate_read'];
check_within('read when', $read, time() - 60, time());
check_within('expires', xsock_info($server)['tls']['certificate_expires'], time() + 29 * 86400, time() + 31 * 86400);
renew($certs, $live, 'second');
usleep(300000);
check('renewed', shown($server, $certs), 'second');
renew($certs, $named, 'third');
usleep(300000);
check('renewed by name', shown($server, $certs, 'named.test'), 'third');
check('the others too', shown($server, $certs), 'second');
fwrite($oldConn, "still\n");
check('old connections live', fgets($oldClient), "still\n");

// Broken: the old one stays; one warning per change of the file, not per client.
foreach (['junk' => "nonsense\n", 'expired' => file_get_contents($expired), 'mismatch' => preg_replace('/-----BEGIN PRIVATE.*/s', '',
    file_get_contents("$certs->dir/first.pem")) . strstr(file_get_contents("$certs->dir/third.pem"), '-----BEGIN PRIVATE')] as $what => $text) {
    $certs->put('live', $text);
    usleep(300000);
    check("$what: the old one", shown($server, $certs), 'second');
    check_has("$what: warned", warned(), 'certificate', 'old ones stay', $live);
    usleep(300000);
    check("$what: still", shown($server, $certs), 'second');
    check("$what: warned once", warned(), '');
    check("$what: xsock_tls_reload", xsock_tls_reload($server), false);
    check_has("$what: it says why", warned(), $live);
    check("$what: and the old one stays", shown($server, $certs), 'second');
    warned();
}
unlink($live);
usleep(300000);
check('gone: the old one', shown($server, $certs), 'second');
check_has('gone: warned', warned(), 'No such file');
renew($certs, $live, 'third');
usleep(300000);
check('good again', shown($server, $certs), 'third');

// 0: only when told to.
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $live, 'cert_reload' => 0]);
check('third', shown($server, $certs), 'third');
renew($certs, $live, 'first');
usleep(50000);
check('not looked at', shown($server, $certs), 'third');
check('told to', [xsock_tls_reload($server), shown($server, $certs)], [true, 'first']);
// At most one look per cert_reload seconds: right after the start the old one may still be shown, then the new one.
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $live, 'cert_reload' => 3600]);
renew($certs, $live, 'second');
check('not yet', shown($server, $certs), 'first');

// Sessions from before a renewal resume after it; connections of enable_crypto get the new certificate, too.
foreach (['tls', 'tcp'] as $scheme) {
    $server = xsock_server("$scheme://127.0.0.1:0", options: ['local_cert' => $live, 'cert_reload' => 0.1]);
    $session = "$certs->dir/session.pem";
    $reused = [];
    foreach (['-sess_out', '-sess_in'] as $i => $what) {
        $end = program(['openssl', 's_client', '-connect', stream_socket_get_name($server, false), '-tls1_3', $what, $session], '', true);
        $conn = xsock_accept($server, 20);
        check("$scheme handshake", $scheme === 'tls' || stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER));
        fwrite($conn, "x\n");
        fclose($end[2]);
        fgets($conn);
        $reused[] = stream_get_meta_data($conn)['crypto']['session_reused'];
        ended($end);
        if ($i === 0) {
            renew($certs, $live, 'third');
            usleep(200000);
        }
    }
    check("$scheme resumed after a renewal", $reused, [false, true]);
}
check('nothing to read again', xsock_tls_reload(xsock_server('tcp://127.0.0.1:0')), true);
check_throws('not a server', replaced() ? ValueError::class : TypeError::class, fn () => xsock_tls_reload($client));
done();
?>
--EXPECT--
43 checks, all right
