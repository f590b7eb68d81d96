--TEST--
stream_socket_shutdown() of a stream that does not wait loses nothing: it is false until what was written is out
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// It was true, and what was gathered, or encrypted by a short write, was never sent.
require __DIR__ . '/../inc/tls.inc';
$certs = Certs::shared();
foreach (['tcp', 'tls'] as $scheme) {
    foreach ([0, 50000] as $gathered) {
        $what = "$scheme, write_buffer $gathered";
        $server = xsock_server("$scheme://127.0.0.1:0", so_sndbuf: 20000, write_buffer: $gathered,
            options: ['nonblock' => true] + ($scheme === 'tls' ? ['local_cert' => $certs->server()] : []));
        $client = xsock_client('tcp://' . stream_socket_get_name($server, false), options: ['nonblock' => true, 'verify_peer' => false]);
        $up = $scheme === 'tcp';
        for ($until = hrtime(true) + 20e9; !($conn ??= xsock_accept($server, 0) ?: null) || !$up; hrtime(true) < $until || exit('late')) {
            $up = $up ?: stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
        }
        $text = bulk(4000000);
        for ($sent = 0; $n = fwrite($conn, substr($text, $sent, 9999)); $sent += $n) {
        }
        $waits = $gathered || $scheme === 'tls';
        check("$what: full", stream_socket_shutdown($conn, STREAM_SHUT_WR), !$waits);
        for ($got = '', $done = !$waits; !feof($client) && hrtime(true) < $until;) {
            $done = $done ?: stream_socket_shutdown($conn, STREAM_SHUT_WR);
            $got .= fread($client, 100000);
        }
        check("$what: at last", $done);
        // Of a short write on TLS without a write_buffer one byte more is out.
        check_within("$what: all of it", strlen($got), $sent, $sent + (int) ($scheme === 'tls' && !$gathered));
        check("$what: the text", $got === substr($text, 0, strlen($got)));
        check("$what: goodbye", stream_get_meta_data($client)['crypto']['close_notify'] ?? null, $scheme === 'tls' ? true : null);
        $conn = null;
    }
}
done();
?>
--EXPECT--
20 checks, all right
