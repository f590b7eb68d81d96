--TEST--
enable_crypto(false): what the peer says in plain text behind its close_notify is read, none of it lost or taken for TLS
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// All arrives in one segment. OpenSSL reads ahead, and does not give back what it has read.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$file = $certs->make('server');
$versions = ['1.2' => STREAM_CRYPTO_PROTO_TLSv1_2, '1.3' => STREAM_CRYPTO_PROTO_TLSv1_3];
$plain = bulk(60);
$nodelay = ['socket' => ['tcp_nodelay' => true]];
foreach ($versions as $version => $proto) {
    foreach ([true, false] as $blocking) {
        foreach (['read to its end', 'not read to its end', 'not read'] as $how) {
            $what = "$version $how " . ($blocking ? 'blocking' : 'non-blocking');
            $server = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => $file, 'max_proto_version' => $proto]);
            $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), $code, $text, 10, STREAM_CLIENT_CONNECT,
                stream_context_create(['ssl' => ['cafile' => $certs->ca, 'peer_name' => 'localhost']] + $nodelay));
            $conn = xsock_accept($server, 10);
            check("$what handshake", tls_join($conn, $client), [true, true]);
            fwrite($client, "secret one\n");
            fwrite($client, "ab"); // in TLS 1.3 this looks like an alert from outside
            fwrite($client, "secret two\n");
            stream_socket_enable_crypto($client, false);
            fwrite($client, "plain one\n$plain\n");
            usleep(5000);
            stream_set_blocking($conn, $blocking);
            if ($how === 'read to its end') {
                check("$what secrets", [fgets($conn), fgets($conn), fgets($conn)], ["secret one\n", "absecret two\n", false]);
                check("$what the end of TLS", [feof($conn), stream_get_meta_data($conn)['crypto']['close_notify']], [true, true]);
            } elseif ($how === 'not read to its end') {
                check("$what a secret", fgets($conn), "secret one\n");
            }
            check("$what off", stream_socket_enable_crypto($conn, false), true);
            check("$what no crypto", isset(stream_get_meta_data($conn)['crypto']), false);
            if ($how === 'not read to its end') {
                check("$what the other secret", fgets($conn), "absecret two\n");
            } elseif ($how === 'read to its end') {
                check("$what not the end of the connection", feof($conn), false);
            } else {
                fclose($conn);
                continue; // nobody wanted it
            }
            check("$what plain text", [fgets($conn), fgets($conn)], ["plain one\n", "$plain\n"]);
            fwrite($conn, "plain answer\n");
            for ($got = ''; !str_ends_with($got, "plain answer\n") && readable($client); $got .= fread($client, 8192)) {
            }
            check("$what plain text the other way", str_ends_with($got, "plain answer\n")); // core shows the records before it
            stream_set_blocking($conn, true);
            fwrite($client, "again\n");
            check("$what again", fgets($conn), "again\n");
        }
    }
}
done();
?>
--EXPECT--
80 checks, all right
