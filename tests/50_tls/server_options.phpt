--TEST--
TLS options of servers: versions, ciphers, ALPN, client certificates, fingerprints, depth, capture, key log
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
$other = new Certs('Other CA');
$file = $certs->make('server');
$mine = $certs->make('mine');
$long = $certs->make('long', how: ['chain' => 2]);
$foreign = $other->make('foreign');
$self = $certs->make('self', how: ['self' => true]);
const C12 = ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT];
const C13 = ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT];
const C11 = ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_1_CLIENT, 'security_level' => 0, 'ciphers' => 'ALL:@SECLEVEL=0'];

/*
 * A server with these options and a client with those: the connection's crypto array, or the server's reason.
 * The last server, client and connection are in $GLOBALS.
 */
function meet(array $options, array $client = [], string $by = 'tls'): array|string
{
    global $certs, $server, $conn;
    $options += ['local_cert' => $GLOBALS['file']];
    $server = $by === 'context'
        ? xsock_server('tls://127.0.0.1:0', context: ssl($options))
        : xsock_server('tls://127.0.0.1:0', options: $options);
    [$GLOBALS['peer'], $conn, $result] = tls_connect($server, trusting($certs, $client));
    warned();
    if (!$conn) {
        return (string) xsock_info($server)['last_setup_error'];
    }
    return stream_get_meta_data($conn)['crypto'];
}

foreach (['tls', 'context'] as $by) {
    // Versions: 1.2 and 1.3 unless asked otherwise.
    check("$by 1.2", meet([], C12, $by)['protocol'], 'TLSv1.2');
    check("$by 1.3", meet([], C13, $by)['protocol'], 'TLSv1.3');
    check_has("$by 1.1 refused", meet([], C11, $by), 'unsupported protocol');
    check("$by 1.1 asked for", meet(['min_proto_version' => STREAM_CRYPTO_PROTO_TLSv1_1, 'security_level' => 0, 'ciphers' => 'ALL'], C11, $by)['protocol'] ?? 0, 'TLSv1.1');
    check_has("$by min 1.3", meet(['min_proto_version' => STREAM_CRYPTO_PROTO_TLSv1_3], C12, $by), 'unsupported protocol');
    check("$by max 1.2", meet(['max_proto_version' => STREAM_CRYPTO_PROTO_TLSv1_2], [], $by)['protocol'], 'TLSv1.2');
    check("$by crypto_method 1.2", meet(['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_SERVER], [], $by)['protocol'], 'TLSv1.2');
    check_has("$by crypto_method 1.3", meet(['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_3_SERVER], C12, $by), 'unsupported protocol');

    // Ciphers: ECDHE with AEAD unless asked otherwise; the server's order.
    check_has("$by no CBC", meet([], C12 + ['ciphers' => 'ECDHE-ECDSA-AES128-SHA256'], $by), 'no shared cipher');
    check("$by CBC asked for", meet(['ciphers' => 'ECDHE-ECDSA-AES128-SHA256'], C12, $by)['cipher_name'] ?? 0, 'ECDHE-ECDSA-AES128-SHA256');
    $order = ['ciphers' => 'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256'];
    $reverse = C12 + ['ciphers' => 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384'];
    check("$by server's order", meet($order, $reverse, $by)['cipher_name'], 'ECDHE-ECDSA-AES256-GCM-SHA384');
    check("$by client's order", meet($order + ['honor_cipher_order' => false], $reverse, $by)['cipher_name'], 'ECDHE-ECDSA-AES128-GCM-SHA256');
    check("$by security_level", @xsock_server('tls://127.0.0.1:0', $code, $text, options: ['local_cert' => $file, 'security_level' => 4]), false);
    check_has("$by security_level: says", $text, $file, 'key too small');

    // ALPN.
    $alpn = ['alpn_protocols' => 'h2,http/1.1'];
    check("$by ALPN", meet($alpn, ['alpn_protocols' => 'http/1.1,h2'], $by)['alpn_protocol'], 'h2');
    check("$by ALPN the common one", meet($alpn, ['alpn_protocols' => 'spdy/1,http/1.1'], $by)['alpn_protocol'], 'http/1.1');
    check("$by ALPN with spaces", meet(['alpn_protocols' => 'h2, http/1.1'], ['alpn_protocols' => 'http/1.1'], $by)['alpn_protocol'], 'http/1.1');
    check("$by no ALPN offered", isset(meet($alpn, [], $by)['alpn_protocol']), false);
    check("$by no ALPN wanted", isset(meet([], ['alpn_protocols' => 'h2'], $by)['alpn_protocol']), false);
    check_has("$by nothing in common", meet($alpn, ['alpn_protocols' => 'smtp'], $by), 'TLS handshake');

    // Client certificates.
    $ca = ['cafile' => $certs->ca];
    foreach (['1.2' => C12, '1.3' => C13] as $version => $v) {
        $what = "$by $version";
        check("$what none: not asked for", is_array(meet($ca, $v + ['local_cert' => $mine], $by)) && !isset(xsock_info($conn)['tls']['peer_subject']));
        foreach ([['client_certs' => 'require'], ['verify_peer' => true], ['client_certs' => 'require', 'verify_peer' => true]] as $require) {
            check("$what require", is_array(meet($ca + $require, $v + ['local_cert' => $mine], $by)));
            check("$what require: who", xsock_info($conn)['tls']['peer_subject'] ?? null, 'CN=mine');
            check_has("$what require: none given", meet($ca + $require, $v, $by), 'did not return a certificate');
            check_has("$what require: another CA's", meet($ca + $require, $v + ['local_cert' => $foreign], $by), 'certificate verify failed');
        }
        check("$what request", is_array(meet($ca + ['client_certs' => 'request'], $v + ['local_cert' => $mine], $by)));
        check("$what request: none given", is_array(meet($ca + ['client_certs' => 'request'], $v, $by)));
        check_has("$what request: another CA's", meet($ca + ['client_certs' => 'request'], $v + ['local_cert' => $foreign], $by), 'certificate verify failed');
        check_has("$what self-signed", meet($ca + ['verify_peer' => true], $v + ['local_cert' => $self], $by), 'certificate verify failed');
        check("$what self-signed allowed", is_array(meet($ca + ['verify_peer' => true, 'allow_self_signed' => true], $v + ['local_cert' => $self], $by)));
        check("$what chain", is_array(meet($ca + ['verify_peer' => true], $v + ['local_cert' => $long], $by)));
        check_has("$what chain too long", meet($ca + ['verify_peer' => true, 'verify_depth' => 1], $v + ['local_cert' => $long], $by), 'too long');
        $right = ['peer_fingerprint' => openssl_x509_fingerprint(file_get_contents($mine), 'sha256')];
        check("$what fingerprint", is_array(meet($ca + $right + ['verify_peer' => true], $v + ['local_cert' => $mine], $by)));
        check_has("$what fingerprint of another", meet($ca + $right + ['verify_peer' => true], $v + ['local_cert' => $long], $by), 'fingerprint');
    }
    // Captured into the connection's own context.
    foreach ([$mine, $long] as $cert) {
        meet($ca + ['verify_peer' => true, 'capture_peer_cert' => true, 'capture_peer_cert_chain' => true], ['local_cert' => $cert], $by);
        $own = stream_context_get_options($conn)['ssl'];
        check("$by captured", openssl_x509_parse($own['peer_certificate'])['subject']['CN'], basename($cert, '.pem'));
        check("$by listener's context is clean", isset(stream_context_get_options($server)['ssl']['peer_certificate']), false);
    }
}
$crypto = meet([], C13);
check('crypto', array_keys($crypto), ['protocol', 'cipher_name', 'cipher_bits', 'cipher_version', 'session_reused']);
check('bits', in_array($crypto['cipher_bits'], [128, 256], true));
// Key log: a line per secret, readable for nobody else's tools alone.
$log = "$certs->dir/keys.pem";
meet(['keylog_file' => $log], C13);
fwrite($conn, 'x');
check_has('key log', file_get_contents($log), 'SERVER_HANDSHAKE_TRAFFIC_SECRET', 'CLIENT_TRAFFIC_SECRET_0');
done();
?>
--EXPECT--
139 checks, all right
