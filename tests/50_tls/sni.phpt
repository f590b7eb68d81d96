--TEST--
SNI_server_certs: files and arrays, wildcards; the listener's other options count for every name
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
$default = $certs->make('default', how: ['key' => 'rsa']);
$one = $certs->make('one', ['DNS:one.test']);
$two = $certs->make('two', ['DNS:two.test'], ['split' => true, 'passphrase' => 'secret']);
$wild = $certs->make('wild', ['DNS:*.wild.test'], ['chain' => 1]);
$exact = $certs->make('exact', ['DNS:exact.wild.test']);
$names = [
    'one.test' => $one,
    'two.test' => ['local_cert' => $two, 'local_pk' => $certs->keyFile('two'), 'passphrase' => 'secret'],
    '*.wild.test' => ['local_cert' => $wild],
    'exact.wild.test' => $exact,
];

/* The common name a client is shown that asks for $name; false when it is refused. */
function shown($server, string $name, Certs $certs, array $more = []): mixed
{
    $context = ssl($more + ['peer_name' => $name, 'cafile' => $certs->ca, 'verify_peer_name' => false,
        'capture_peer_cert' => true]);
    [$client, $conn, $result] = tls_connect($server, $context, 10, function () use ($server) {
        $conn = xsock_accept($server, 0);
        $GLOBALS['conn'] = $conn ?: $GLOBALS['conn'] ?? null;
        return $conn;
    });
    $GLOBALS['client'] = $client;
    if ($result !== true) {
        warned();
        return false;
    }
    return openssl_x509_parse(stream_context_get_options($client)['ssl']['peer_certificate'])['subject']['CN'];
}

$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $default, 'SNI_server_certs' => $names]);
foreach ([
    'one.test' => 'one', 'ONE.test' => 'one', 'two.test' => 'two', 'a.wild.test' => 'wild', 'exact.wild.test' => 'exact',
    'a.b.wild.test' => 'default', 'wild.test' => 'default', '.wild.test' => 'default', 'other.test' => 'default',
    'one.test.evil' => 'default', 'one.test.' => 'one', 'a.wild.test.' => 'wild', '.' => 'default', 'wild.test.' => 'default',
] as $name => $cn) {
    check("$name shows", shown($server, $name, $certs), $cn);
    check("$name in xsock_info", xsock_info($conn)['tls']['sni'] ?? null, $name);
}
check('names verified as well', shown($server, 'a.wild.test', $certs, ['verify_peer_name' => true]), 'wild');
[$client, $conn, $result] = tls_connect($server, ssl(['SNI_enabled' => false, 'verify_peer' => false]));
check('without SNI', [$result, isset(xsock_info($conn)['tls']['sni'])], [true, false]);

// Without a default certificate, names that are not listed are refused.
$server = xsock_server('tls://127.0.0.1:0', options: ['SNI_server_certs' => $names]);
check('listed', shown($server, 'two.test', $certs), 'two');
check('not listed', shown($server, 'other.test', $certs), false);
check_has('reason', xsock_info($server)['last_setup_error'], 'TLS handshake');
check('counted', xsock_info($server)['setup_failed'], 1);

// ALPN, ciphers, versions and client certificates are the listener's, whatever the name.
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $default, 'SNI_server_certs' => $names,
    'alpn_protocols' => 'h2,http/1.1']);
foreach (['one' => 'one.test', 'default' => 'other.test'] as $cn => $name) {
    check("ALPN for $name", shown($server, $name, $certs, ['alpn_protocols' => 'http/1.1']), $cn);
    check("ALPN chosen for $name", stream_get_meta_data($conn)['crypto']['alpn_protocol'] ?? null, 'http/1.1');
    check("no common protocol for $name", shown($server, $name, $certs, ['alpn_protocols' => 'smtp']), false);
    check("CBC is refused for $name", shown($server, $name, $certs, ['ciphers' => 'ECDHE-ECDSA-AES128-SHA256:ECDHE-RSA-AES128-SHA256',
        'crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT]), false);
}
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $default, 'SNI_server_certs' => $names,
    'cafile' => $certs->ca, 'client_certs' => 'require']);
foreach (['one' => 'one.test', 'default' => 'other.test'] as $cn => $name) {
    foreach ([STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT, STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT] as $method) {
        $how = ['crypto_method' => $method];
        check("client certificate for $name", shown($server, $name, $certs, $how + ['local_cert' => $one]), $cn);
        check("client's subject for $name", xsock_info($conn)['tls']['peer_subject'] ?? null, 'CN=one');
    }
    check("none for $name", shown($server, $name, $certs, ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT]), false);
}

// Sessions resume under every name, TLS 1.2 and 1.3; with client certificates, too.
foreach ([[], ['cafile' => $certs->ca, 'client_certs' => 'require']] as $more) {
    $server = xsock_server('tls://127.0.0.1:0', options: $more + ['local_cert' => $default, 'SNI_server_certs' => $names]);
    $address = stream_socket_get_name($server, false);
    foreach (['one.test', 'other.test'] as $name) {
        foreach (['-tls1_2', '-tls1_3'] as $version) {
            $reused = [];
            foreach (['-sess_out', '-sess_in'] as $session) {
                $end = program(['openssl', 's_client', '-connect', $address, '-servername', $name, $version,
                    '-cert', $one, '-key', $one, $session, "$certs->dir/session.pem", '-quiet', '-no_ign_eof'], '', true);
                $conn = xsock_accept($server, 20);
                fwrite($conn, "x");
                $reused[] = stream_get_meta_data($conn)['crypto']['session_reused'] ?? null;
                xt_until(fn () => is_file("$certs->dir/session.pem"), 5);
                fclose($conn);
                ended($end);
            }
            check("$version $name resumed" . ($more ? ' with client certificate' : ''), $reused, [false, true]);
            unlink("$certs->dir/session.pem");
        }
    }
}
done();
?>
--EXPECT--
60 checks, all right
