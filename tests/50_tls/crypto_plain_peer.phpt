--TEST--
stream_socket_enable_crypto with a peer that speaks plain text or nothing: false, bounded, with the reason
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
$file = $certs->make('server');
const METHODS = ['server' => STREAM_CRYPTO_METHOD_TLS_SERVER, 'client' => STREAM_CRYPTO_METHOD_TLS_CLIENT];

foreach (['tcp', 'unix'] as $kind) {
    $address = fn () => $kind === 'tcp' ? 'tcp://127.0.0.1:0' : 'unix://' . scratch() . '/s.sock';
    foreach (METHODS as $role => $method) {
        $what = "$kind $role";
        $options = $role === 'server' ? ['local_cert' => $file] : ['cafile' => $certs->ca, 'peer_name' => 'localhost'];
        // Plain text instead of a handshake.
        [$server, $peer, $conn] = trio($address(), $options);
        fwrite($peer, "220 welcome, this is no TLS at all\r\n");
        check("$what: comes back", xt_waited(20, fn () => stream_socket_enable_crypto($conn, true, $method), $result), 'at once');
        check("$what: false", $result, false);
        check_has("$what: why", warned(), 'TLS handshake');
        check("$what: no crypto in the meta data", isset(stream_get_meta_data($conn)['crypto']), false);
        check("$what: nothing is read from it", @fread($conn, 100) ?: '', '');
        check("$what: nothing is written in plain", @fwrite($conn, 'secret'), false);
        // Until TLS is turned off.
        check("$what: off", stream_socket_enable_crypto($conn, false), true);
        fwrite($peer, "still there\n");
        for ($i = 0; $i < 3 && ($line = fgets($conn)) !== "still there\n"; $i++) { // OpenSSL reads one record's header or more
        }
        check("$what: plain text again", [$line, fwrite($conn, "yes\n")], ["still there\n", 4]);
        fclose($conn);
        $came = (string) stream_get_contents($peer);
        check("$what: the peer got this", str_ends_with($came, "yes\n"));
        check("$what: and no other plain text", str_contains($came, 'secret'), false);
        unset($server, $peer);
        // Nothing at all: the stream's timeout bounds it.
        [$server, $peer, $conn] = trio($address(), $options);
        stream_set_timeout($conn, 1);
        check("$what: silent peer", xt_waited(1, fn () => stream_socket_enable_crypto($conn, true, $method), $result), 'waited');
        check("$what: silent: false", [$result, stream_get_meta_data($conn)['timed_out']], [false, true]);
        check_has("$what: silent: why", warned(), 'timed out');
        unset($server, $peer, $conn);
    }
    // Without a certificate, and on what is no connection.
    [$server, $peer, $conn] = trio($address());
    check('no certificate', stream_socket_enable_crypto($conn, true, METHODS['server']), false);
    check_has('no certificate: why', warned(), 'local_cert');
    fwrite($peer, "plain\n");
    check('the connection lives on', [fgets($conn), fwrite($conn, "as before\n"), fgets($peer)], ["plain\n", 10, "as before\n"]);
    check('a listener', stream_socket_enable_crypto($server, true, METHODS['server']), false);
    warned();
    check('off, never on', stream_socket_enable_crypto($conn, false) !== null);
    unset($server, $peer, $conn);
}
$udp = xsock_server('udp://127.0.0.1:0');
check('datagrams', stream_socket_enable_crypto($udp, true, METHODS['server']), false);
check_has('datagrams: why', warned(), 'connection');
done();
?>
--EXPECT--
64 checks, all right
