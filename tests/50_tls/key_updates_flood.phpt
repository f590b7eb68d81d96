--TEST--
TLS 1.3: a peer that sends key updates, or other messages, without end and no data is cut off: no read goes on with them for ever
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
// A key update that wants no answer costs its sender nothing, sealed beforehand, and the other side some 20 microseconds. One
// SSL_read(3) takes all that come, so a read on a non-blocking stream, or with a timeout, came back when the peer paused. Here
// the client's records are made by hand, with the secrets of its key log.
require __DIR__ . '/../inc/tls.inc';

const UPDATES = 8000; // 216 KB

function expand(string $secret, string $label, int $n): string
{
    return substr(hash_hmac('sha384', pack('n', $n) . chr(strlen($label) + 6) . "tls13 $label\0\1", $secret, true), 0, $n);
}

/* So many key updates from the first record on. */
function updates(string $secret, int $times): string
{
    $head = "\x17\x03\x03" . pack('n', 22);
    for ($out = '', $i = 0; $i < $times; $i++) {
        $sealed = openssl_encrypt("\x18\0\0\x01\0\x16", 'aes-256-gcm', expand($secret, 'key', 32), OPENSSL_RAW_DATA, expand($secret, 'iv', 12), $tag, $head);
        $out .= $head . $sealed . $tag;
        $secret = expand($secret, 'traffic upd', 48);
    }
    return $out;
}

$certs = new Certs();
foreach ([false, true] as $blocking) {
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server()]);
    $name = stream_socket_get_name($server, false);
    $log = "$certs->dir/keys" . (int) $blocking . '.pem';
    // A client shakes hands through a proxy, which then speaks in its place.
    $peer = Peer::run(function (Peer $parent) use ($name, $log, $certs) {
        $proxy = stream_socket_server('tcp://127.0.0.1:0');
        $client = xsock_client('tcp://' . stream_socket_get_name($proxy, false), options: ['cafile' => $certs->ca, 'peer_name' => 'localhost', 'keylog_file' => $log, 'nonblock' => true]);
        $near = stream_socket_accept($proxy, 20);
        $far = stream_socket_client("tcp://$name");
        stream_set_blocking($near, false);
        stream_set_blocking($far, false);
        for ($until = hrtime(true) + 20e9; stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT) === 0 && hrtime(true) < $until;) {
            fwrite($far, (string) fread($near, 65536));
            fwrite($near, (string) fread($far, 65536));
            usleep(1000);
        }
        fwrite($far, (string) fread($near, 65536)); // its last message
        preg_match('/^CLIENT_TRAFFIC_SECRET_0 \w+ (\w+)/m', file_get_contents($log), $found);
        $records = updates(hex2bin($found[1]), UPDATES);
        $parent->say();
        $parent->hear();
        stream_set_blocking($far, true);
        @fwrite($far, $records);
        $parent->hear(); // it stays until the server has seen to it
    }, [$server]);
    $conn = xsock_accept($server, 20);
    check('the cipher', stream_get_meta_data($conn)['crypto']['cipher_name'], 'TLS_AES_256_GCM_SHA384');
    stream_set_blocking($conn, $blocking);
    stream_set_timeout($conn, 20);
    $peer->hear();
    $peer->say();
    for ($until = hrtime(true) + 20e9; !feof($conn) && hrtime(true) < $until; usleep(1000)) {
        check('nothing to read', (string) fread($conn, 100), '');
        $xs_checks--; // one more or less
    }
    check('cut off', [feof($conn), stream_get_meta_data($conn)['timed_out']], [true, false]);
    $peer->say();
    $peer->result();
    fclose($conn);
}
done();
?>
--EXPECT--
4 checks, all right
