--TEST--
Wrong TLS options fail xsock_server(), with the file or value and the reason; so does enable_crypto
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
$good = $certs->make('good');
$split = $certs->make('split', how: ['split' => true]);
$certs->make('other', how: ['split' => true]);
$otherKey = $certs->keyFile('other');
$locked = $certs->make('locked', how: ['passphrase' => 'right']);
$expired = $certs->make('expired', how: ['expired' => true]);
$junk = $certs->put('junk', "no certificate at all\n");
$empty = $certs->put('empty', '');

$before = sockets();
foreach ([
    'no certificate' => [[], ['local_cert']],
    'missing file' => [['local_cert' => '/nowhere/x.pem'], ['/nowhere/x.pem', 'No such file']],
    'a folder' => [['local_cert' => $certs->dir], [$certs->dir, 'Is a directory']],
    'junk' => [['local_cert' => $junk], [$junk, 'no certificate in PEM']],
    'empty file' => [['local_cert' => $empty], [$empty, 'no certificate in PEM']],
    'missing key file' => [['local_cert' => $split, 'local_pk' => '/nowhere/key.pem'], ['local_pk', '/nowhere/key.pem', 'No such file']],
    'no key in it' => [['local_cert' => $split], [$split, 'no private key is in it', 'local_pk']],
    'a certificate for a key' => [['local_cert' => $split, 'local_pk' => $split], ["local_pk $split", 'no private key is in it']],
    'key is a folder' => [['local_cert' => $split, 'local_pk' => $certs->dir], ['local_pk', $certs->dir, 'Is a directory']],
    'key of another' => [['local_cert' => $split, 'local_pk' => $otherKey], [$otherKey, 'does not belong to the certificate']],
    'expired' => [['local_cert' => $expired], [$expired, 'expired']],
    'no passphrase' => [['local_cert' => $locked], [$locked, 'needs a passphrase']],
    'wrong passphrase' => [['local_cert' => $locked, 'passphrase' => 'wrong'], [$locked, 'the passphrase does not open', 'bad decrypt']],
    'cipher list' => [['local_cert' => $good, 'ciphers' => 'NONSENSE'], ['ciphers', 'NONSENSE', 'no cipher match']],
    'curve' => [['local_cert' => $good, 'ecdh_curve' => 'roundabout'], ['ecdh_curve', 'roundabout']],
    'ticket key length' => [['local_cert' => $good, 'ticket_keys' => [str_repeat('k', 80), 'short']], ['ticket_keys', '5', '80']],
    'no ticket key' => [['local_cert' => $good, 'ticket_keys' => []], ['ticket_keys', 'empty']],
    'cafile' => [['local_cert' => $good, 'verify_peer' => true, 'cafile' => '/nowhere/ca.pem'], ['cafile', '/nowhere/ca.pem', 'No such file']],
    'cafile is a folder' => [['local_cert' => $good, 'verify_peer' => true, 'cafile' => $certs->dir], ['cafile', $certs->dir, 'Is a directory']],
    'capath' => [['local_cert' => $good, 'verify_peer' => true, 'capath' => '/nowhere/ca'], ['capath', '/nowhere/ca', 'No such file']],
    'capath is a file' => [['local_cert' => $good, 'verify_peer' => true, 'capath' => $junk], ['capath', $junk, 'Not a directory']],
    'cafile without certificates' => [['local_cert' => $good, 'verify_peer' => true, 'cafile' => $junk], ['cafile', $junk]],
    'clients of nobody' => [['local_cert' => $good, 'client_certs' => 'request'], ['cafile', 'capath']],
    'contradiction' => [['local_cert' => $good, 'client_certs' => 'none', 'verify_peer' => true], ['client_certs', 'contradicts', 'verify_peer']],
    'versions' => [['local_cert' => $good, 'min_proto_version' => STREAM_CRYPTO_PROTO_TLSv1_3,
        'max_proto_version' => STREAM_CRYPTO_PROTO_TLSv1_2], ['max_proto_version']],
    'version' => [['local_cert' => $good, 'min_proto_version' => 3], ['min_proto_version']],
    'SNI file' => [['SNI_server_certs' => ['a.test' => '/nowhere/a.pem']], ['SNI_server_certs a.test', '/nowhere/a.pem', 'No such file']],
    'SNI key of another' => [['SNI_server_certs' => ['a.test' => ['local_cert' => $split, 'local_pk' => $otherKey]]], ['SNI_server_certs a.test', $otherKey, 'does not belong to the certificate']],
    'SNI expired' => [['SNI_server_certs' => ['a.test' => $expired]], ['SNI_server_certs a.test', $expired, 'expired']],
    'SNI without certificate' => [['SNI_server_certs' => ['a.test' => ['local_pk' => $otherKey]]], ['SNI_server_certs a.test', 'local_cert is missing']],
    'SNI without name' => [['SNI_server_certs' => [$good]], ['SNI_server_certs']],
    'DH file' => [['local_cert' => $good, 'dh_param' => $junk], ['dh_param', $junk]],
    'ALPN' => [['local_cert' => $good, 'alpn_protocols' => 'h2,,http/1.1'], ['alpn_protocols', 'h2,,http/1.1']],
    'OCSP file' => [['local_cert' => $good, 'ocsp_file' => '/nowhere/ocsp'], ['ocsp_file', '/nowhere/ocsp', 'No such file']],
    'OCSP file of junk' => [['local_cert' => $good, 'ocsp_file' => $junk], [$junk, 'OCSP response']],
    'empty OCSP file' => [['local_cert' => $good, 'ocsp_file' => $empty], ['ocsp_file', $empty]],
    'key log' => [['local_cert' => $good, 'keylog_file' => '/nowhere/keys'], ['keylog_file', '/nowhere/keys', 'No such file']],
] as $what => [$options, $words]) {
    // From the context.
    $server = xsock_server('tls://127.0.0.1:0', $code, $text, context: ssl($options));
    check("$what: false", $server, false);
    check_has("$what: says", $text, ...$words);
    check("$what: warns with the same", str_contains(warned(), $text));
    // Flat: the same, unless the value is refused as an argument.
    try {
        $server = xsock_server('tls://127.0.0.1:0', $code, $text, options: $options);
        check("$what: flat, false", $server, false);
        check_has("$what: flat, says", $text, ...$words);
    } catch (ValueError | TypeError $e) {
        check_has("$what: thrown", $e->getMessage(), $words[0]);
        check("$what: nothing opened", true);
    }
    warned();
    // On a connection that wants TLS later.
    $plain = xsock_server('tcp://127.0.0.1:0', context: ssl($options));
    $client = client_of($plain);
    $conn = xsock_accept($plain, 5);
    check("$what: enable_crypto", stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER), false);
    check_has("$what: enable_crypto says", warned(), ...$words);
    fwrite($client, "plain\n");
    check("$what: the connection lives on", fgets($conn), "plain\n");
}
unset($server, $plain, $client, $conn, $e);
check('no socket left', sockets(), $before);
check('a name with a NUL is not cut', xsock_server('tls://127.0.0.1:0', $code, $text, context: ssl(['local_cert' => "$good\0.txt"])), false);
check_has('and says so', warned(), 'local_cert', 'NUL');
@xsock_server('tls://127.0.0.1:0', $code, options: ['local_cert' => $good, 'verify_peer' => true, 'cafile' => '/nowhere/ca.pem']);
check('the code of a file that is not there', $code, 2);
check('folders of authorities', is_resource(xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $good, 'verify_peer' => true,
    'capath' => "$certs->dir:/nowhere"])));
check('the right passphrase', is_resource(xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $locked, 'passphrase' => 'right'])));
check('key in a file of its own', is_resource(xsock_server('tls://127.0.0.1:0',
    options: ['local_cert' => $split, 'local_pk' => $certs->keyFile('split')])));
check_no_leak('a failed open', fn () => @xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $split]));
check('the queue of errors is empty', openssl_error_string(), false);
done();
?>
--EXPECT--
306 checks, all right
