--TEST--
fclose() of a blocking TLS stream waits until the rest of a short write and the goodbye are out
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// What a short write had encrypted and the kernel had no room for was dropped as soon as the goodbye stood behind it: the client got
// less than fwrite() had said, and no goodbye. A non-blocking stream leaves it to later calls.
require __DIR__ . '/../inc/tls.inc';
$certs = Certs::shared();
foreach ([STREAM_CRYPTO_PROTO_TLSv1_2, STREAM_CRYPTO_PROTO_TLSv1_3] as $version) {
    foreach (['made blocking' => false, 'timed out' => true] as $how => $blocking) {
        $server = xsock_server('tls://127.0.0.1:0', so_sndbuf: 20000, options: ['local_cert' => $certs->server(), 'max_proto_version' => $version]);
        $peer = Peer::run(function (Peer $parent) use ($server, $certs) {
            $client = xsock_client('tls://' . stream_socket_get_name($server, false), so_rcvbuf: 5000, options: ['cafile' => $certs->ca, 'peer_name' => 'localhost']);
            for ($until = hrtime(true) + 20e9; !file_exists("$certs->dir/full") && hrtime(true) < $until;) {
                usleep(1000);
                clearstatcache();
            }
            usleep(300000); // the server waits in fclose() by now
            $text = stream_get_contents($client);
            return [$text, stream_get_meta_data($client)['crypto']['close_notify']];
        });
        $conn = xsock_accept($server, 20);
        stream_set_blocking($conn, $blocking);
        stream_set_timeout($conn, 0, 50000);
        $sent = 0;
        do {
            $sent += $n = (int) fwrite($conn, substr(bulk(1000000), $sent, 10000));
        } while ($n === 10000);
        stream_set_blocking($conn, true);
        stream_set_timeout($conn, 20);
        touch("$certs->dir/full");
        fclose($conn);
        unlink("$certs->dir/full");
        [$text, $goodbye] = $peer->result();
        check_within("$how: all, and maybe the byte fwrite() does not tell of", strlen($text), $sent, $sent + 1);
        check("$how: the text", $text === substr(bulk(1000000), 0, strlen($text)));
        check("$how: goodbye", $goodbye);
    }
}
warned(); // of a write that timed out
done();
?>
--EXPECT--
12 checks, all right
