--TEST--
A handshake that waits for room to send goes on when there is room: accept, enable_crypto, event loops
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Certificates that are larger than the send buffer, and a client that reads late. A loop that watches for reading only would
// wait for ever; what to watch for is in xsock_info(), and PHP 8.6 has stream_socket_get_crypto_status().
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$file = $certs->make('server', ['DNS:localhost', ...array_map(fn ($i) => "DNS:name$i.a-rather-long-domain.test", range(1, 1800))]);
$small = ['local_cert' => $file, 'so_sndbuf' => 2048];

/* A client that says its hello and reads on only when told; small receive buffer. Its answer. */
function late_client($server, Certs $certs): Peer
{
    $name = stream_socket_get_name($server, false);
    return Peer::run(function (Peer $parent) use ($name, $certs) {
        $client = xsock_client("tcp://$name", so_rcvbuf: 2048, context: trusting($certs));
        stream_set_blocking($client, false);
        $begun = stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
        $parent->say($begun);
        $parent->hear();
        stream_set_blocking($client, true);
        if (!stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT)) {
            return 'failed';
        }
        fwrite($client, "hello\n");
        return fgets($client);
    }, [$server]);
}

// tls:// by select and accept(…, 0): it sleeps while there is no room, and wakes when there is.
$server = xsock_server('tls://127.0.0.1:0', options: $small);
$peer = late_client($server, $certs);
check('begun', $peer->hear(), 0);
xt_until(fn () => xsock_accept($server, 0) || xsock_info($server)['setting_up'], 10);
$woken = 0;
$until = hrtime(true) + 0.5e9;
while (hrtime(true) < $until && $woken < 100) {
    $woken += readable($server, 0.5);
    xsock_accept($server, 0);
}
check_within('sleeps', $woken, 0, 20);
check('is being set up', xsock_info($server)['setting_up'], 1);
$peer->say();
$conn = null;
xt_until(function () use ($server, &$conn) {
    return readable($server, 10) && ($conn = xsock_accept($server, 0));
});
check('tls:// done', $conn ? fgets($conn) : $conn, "hello\n");
fwrite($conn, "welcome\n");
check('tls:// answer', $peer->result(), "welcome\n");

// enable_crypto, blocking and as event loops call it.
foreach ([true, false] as $blocking) {
    $how = $blocking ? 'blocking' : 'non-blocking';
    $server = xsock_server('tcp://127.0.0.1:0', options: $small);
    $peer = late_client($server, $certs);
    $conn = xsock_accept($server, 10);
    stream_set_timeout($conn, 20);
    check("$how begun", $peer->hear(), 0);
    stream_set_blocking($conn, $blocking);
    if ($blocking) {
        $peer->say();
    }
    $done = stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
    for ($calls = 0; $done === 0 && $calls < 1000; $calls++) {
        $wants = xsock_info($conn)['tls']['wants'];
        if (PHP_VERSION_ID >= 80600) {
            $status = $wants === 'write' ? STREAM_CRYPTO_STATUS_WANT_WRITE : STREAM_CRYPTO_STATUS_WANT_READ;
            stream_socket_get_crypto_status($conn) === $status || check('status', false);
        }
        $calls || check('no room', [$wants, $peer->say()], ['write', null]);
        $r = $wants === 'read' ? [$conn] : null;
        $w = $wants === 'write' ? [$conn] : null;
        $e = null;
        stream_select($r, $w, $e, 20);
        $done = stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
    }
    check("$how done", $done);
    check("$how version, no longer wants", array_intersect_key(xsock_info($conn)['tls'], ['version' => 1, 'wants' => 1]), ['version' => 'TLSv1.3']);
    stream_set_blocking($conn, true);
    check("$how reads", fgets($conn), "hello\n");
    fwrite($conn, "welcome\n");
    check("$how answer", $peer->result(), "welcome\n");
}
// A client that says nothing: there is only reading to wait for.
[$server, $silent, $conn] = trio(options: $small);
stream_set_blocking($conn, false);
check('nothing came', stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER), 0);
check('wants', xsock_info($conn)['tls'], ['wants' => 'read']);
done();
?>
--EXPECT--
18 checks, all right
