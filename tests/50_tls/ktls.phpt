--TEST--
ktls: the kernel encrypts where it can; "auto" goes on without, "require" says what is missing
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

/* What this machine can is in phpinfo(). Where its kernel has no TLS, ktls_calls.phpt shows what one would be told. */
ob_start();
phpinfo(INFO_MODULES);
preg_match('/Kernel TLS (?:=> )?(yes|no)/', ob_get_clean(), $m);
check('phpinfo says', isset($m[1]));
$can = $m[1] === 'yes';

$certs = new Certs();
$file = $certs->make('server');
$versions = ['1.2' => STREAM_CRYPTO_PROTO_TLSv1_2, '1.3' => STREAM_CRYPTO_PROTO_TLSv1_3];
foreach ($versions as $version => $proto) {
    foreach ([[], ['ktls' => 'off'], ['ktls' => 'auto']] as $ktls) {
        $what = "$version " . ($ktls['ktls'] ?? 'default');
        $server = xsock_server('tls://127.0.0.1:0', options: $ktls + ['local_cert' => $file, 'max_proto_version' => $proto]);
        $name = stream_socket_get_name($server, false);
        $peer = Peer::run(function () use ($name, $certs) {
            $client = stream_socket_client("ssl://$name", $code, $text, 20, STREAM_CLIENT_CONNECT, trusting($certs));
            fwrite($client, "request\n");
            $text = stream_get_contents($client);
            return [strlen($text), md5($text), feof($client)];
        }, [$server]);
        $conn = xsock_accept($server, 20);
        check("$what in force", xsock_info($conn)['tls']['ktls'], $can && $ktls === ['ktls' => 'auto']);
        $text = bulk(300000);
        check("$what request", fgets($conn), "request\n");
        check("$what write", fwrite($conn, $text), strlen($text));
        fclose($conn);
        check("$what all of it", $peer->result(), [strlen($text), md5($text), true]);
    }
}
// enable_crypto, and our client.
$plain = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => $file, 'ktls' => 'auto']);
$client = xsock_client('tcp://' . stream_socket_get_name($plain, false), options: ['cafile' => $certs->ca, 'peer_name' => 'localhost', 'ktls' => 'auto']);
$conn = xsock_accept($plain, 10);
check('enable_crypto', tls_join($conn, $client), [true, true]);
check('both', [xsock_info($conn)['tls']['ktls'], xsock_info($client)['tls']['ktls']], [$can, $can]);
fwrite($client, "there\n");
check('there', fgets($conn), "there\n");
fwrite($conn, "back\n");
check('back', fgets($client), "back\n");

$server = @xsock_server('tls://127.0.0.1:0', $code, $text, options: ['local_cert' => $file, 'ktls' => 'require']);
check('require', is_resource($server), $can);
if (!$can) {
    check_has('require: why', $text, 'ktls "require"');
    check('require: missing is named', (bool) preg_match('/kernel has no TLS|OpenSSL cannot/', $text));
    $plain = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => $file, 'ktls' => 'require']);
    $client = client_of($plain);
    check('require, enable_crypto', stream_socket_enable_crypto(xsock_accept($plain, 10), true, STREAM_CRYPTO_METHOD_TLS_SERVER), false);
    check_has('require, enable_crypto: why', warned(), 'ktls "require"');
} else {
    $only = ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT];
    check('require: a connection', tls_connect($server, trusting($certs, $only))[2]);
    $cbc = ['ciphers' => 'ECDHE-ECDSA-AES128-SHA256'];
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'ktls' => 'require'] + $cbc);
    check('a cipher kernels do not have', tls_connect($server, trusting($certs, $only + $cbc))[1], null);
    check_has('a cipher kernels do not have: why', xsock_info($server)['last_setup_error'], 'ktls', 'AES128-SHA256');
}
check('other word', @xsock_server('tls://127.0.0.1:0', $code, $text, context: ssl(['local_cert' => $file, 'ktls' => 'maybe'])), false);
check_has('other word: why', $text, 'ktls', 'maybe', 'require');
check_throws('no such thing on unix sockets', ValueError::class,
    fn () => xsock_server('unix://' . scratch() . '/s', options: ['ktls' => 'auto']), 'ktls', 'unix');
warned();
done();
?>
--EXPECTF--
%d checks, all right
