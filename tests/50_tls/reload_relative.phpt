--TEST--
Certificates named by a relative path are looked at where they were, also when the script has changed its directory since
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Daemons change to "/". The names were looked up there from then on: a warning that they cannot be read, and renewals nobody
// noticed. A file of that name in the other directory would have been taken.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
foreach (['first', 'second', 'third'] as $name) {
    $certs->make($name, ['DNS:localhost', 'DNS:named.test']);
}
$put = fn (string $name, string $from) => $certs->put($name, file_get_contents("$certs->dir/$from.pem"));
$put('live', 'first');
$put('named', 'first');
symlink('live.pem', "$certs->dir/link.pem"); // as renewals put them, from one file to the next
$there = scratch();
copy("$certs->dir/third.pem", "$there/live.pem");

/* The common name a client is shown. */
function shown($server, string $name = 'localhost'): string
{
    global $certs;
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), context: ssl(['cafile' => $certs->ca, 'peer_name' => $name, 'capture_peer_cert' => true]));
    stream_set_blocking($client, false);
    $conn = null;
    for ($i = 0; $i < 2000 && !($done = stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT)); $i++) {
        $conn ??= xsock_accept($server, 0) ?: null;
        if ($conn && !isset(stream_get_meta_data($conn)['crypto'])) {
            stream_set_blocking($conn, false);
            stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
        }
        usleep(1000);
    }
    return $done ? openssl_x509_parse(stream_context_get_options($client)['ssl']['peer_certificate'])['subject']['CN'] : 'failed';
}

chdir($certs->dir);
$servers = [];
foreach (['tls', 'tcp'] as $scheme) {
    $servers[$scheme] = xsock_server("$scheme://127.0.0.1:0", options: ['local_cert' => 'link.pem', 'cert_reload' => 0.01,
        'SNI_server_certs' => ['named.test' => ['local_cert' => './named.pem', 'local_pk' => 'named.pem']]]);
    check("$scheme: at first", [shown($servers[$scheme]), shown($servers[$scheme], 'named.test')], ['first', 'first']);
}
foreach (['/', $there] as $folder) {
    chdir($folder);
    usleep(20000);
    foreach ($servers as $scheme => $server) {
        check("$scheme in $folder", [shown($server), warned()], ['first', '']);
        check("$scheme in $folder: reload", [xsock_tls_reload($server), warned(), shown($server)], [true, '', 'first']);
    }
}
$put('live', 'second');
$put('named', 'third');
usleep(20000);
foreach ($servers as $scheme => $server) {
    check("$scheme: renewed", [shown($server), shown($server, 'named.test'), warned()], ['second', 'third', '']);
}
unlink("$certs->dir/link.pem");
symlink('third.pem', "$certs->dir/link.pem");
usleep(20000);
foreach ($servers as $scheme => $server) {
    check("$scheme: another link", [shown($server), warned()], ['third', '']);
}
done();
?>
--EXPECT--
14 checks, all right
