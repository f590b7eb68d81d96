--TEST--
capture_peer_cert without ext/openssl: one warning for a server, not for each client
--INI--
disable_functions=openssl_x509_read
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Certificates as PHP objects are made by a function of ext/openssl. Where it is missing any client could fill the log.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$words = 'capture_peer_cert needs the openssl extension, which is not loaded';
foreach (['first', 'second'] as $name) {
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server(), 'client_certs' => 'require', 'cafile' => $certs->ca, 'capture_peer_cert' => true]);
    for ($i = 0; $i < 3; $i++) {
        [, $conn, $done] = tls_connect($server, trusting($certs, ['local_cert' => $certs->server()]));
        check("$name $i", [$done, is_resource($conn)], [true, true]);
    }
    check("$name: told once", substr_count(warned(), $words), 1);
}
done();
?>
--EXPECT--
8 checks, all right
