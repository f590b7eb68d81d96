--TEST--
A persistent TLS client checks peer_fingerprint, too
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The options of a persistent connection were not kept until its handshake was done: any certificate of the authority would do.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server');
$print = openssl_x509_fingerprint(file_get_contents($file), 'sha256');
$wrong = strrev($print);
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file]);
$serving = Peer::run(function () use ($server) {
    for ($i = 0; $i < 3; $i++) {
        $kept[] = @xsock_accept($server, 5);
    }
});
$name = 'tls://' . stream_socket_get_name($server, false);
foreach (['a list' => ['sha256' => $wrong], 'a string' => $wrong, 'the right one' => ['sha256' => $print]] as $what => $fingerprint) {
    $options = ['cafile' => $certs->ca, 'peer_name' => 'localhost', 'peer_fingerprint' => $fingerprint];
    $client = @xsock_client($name, $code, $text, 5, STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT, options: $options);
    check($what, is_resource($client), $what === 'the right one');
    $client || check_has("$what: says", $text, 'fingerprint');
}
warned();
$serving->kill();
done();
?>
--EXPECT--
5 checks, all right
