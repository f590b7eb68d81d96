--TEST--
Persistent TLS clients: the same connection with what it holds, a new one when its server has closed or broken it
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// A goodbye in the records is invisible to a peek at the socket: such a connection must not be handed out again.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$file = $certs->make('server', ['DNS:localhost', 'IP:127.0.0.1']);

/* Serves one connection after the other; does to it what the parent says. */
function server($listener, Peer $parent): void
{
    for ($n = 1; $conn = xsock_accept($listener, 30); $n++) {
        fwrite($conn, "connection $n\n");
        do {
            $what = $parent->hear();
            match ($what) {
                'goodbye' => fclose($conn),
                'fin' => xsock_detach($conn),
                'reset' => xsock_reset($conn),
                default => fwrite($conn, $what),
            };
            $parent->say('done');
        } while (is_resource($conn));
    }
}

foreach (['1.2' => STREAM_CRYPTO_PROTO_TLSv1_2, '1.3' => STREAM_CRYPTO_PROTO_TLSv1_3] as $version => $proto) {
    $listener = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'max_proto_version' => $proto]);
    $name = stream_socket_get_name($listener, false);
    $peer = Peer::run(fn (Peer $parent) => server($listener, $parent));
    fclose($listener);
    $order = function (string $what) use ($peer): void {
        $peer->say($what);
        $peer->hear();
    };
    $flags = STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT;
    putenv("SSL_CERT_FILE=$certs->ca"); // pfsockopen takes no context
    [$host, $port] = explode(':', $name);
    $n = 0;
    foreach ([
        'xsock_client' => fn () => xsock_client("tls://$name", $code, $text, 20, $flags, trusting($certs)),
        'stream_socket_client' => fn () => stream_socket_client("xtls://$name", $code, $text, 20, $flags, trusting($certs)),
        'pfsockopen' => fn () => pfsockopen("xtls://$host", (int) $port, $code, $text, 20),
    ] as $how => $open) {
        $what = "$version $how";
        foreach (['goodbye', 'fin', 'reset'] as $end) {
            $first = $open();
            check("$what, $end: a new one", fgets($first), 'connection ' . ++$n . "\n");
            check("$what: kind", get_resource_type($first), 'persistent stream');
            $order("one\ntwo\n");
            check("$what, $end: reads", fgets($first), "one\n");
            $order("three\n");
            $again = $open();
            check("$what, $end: the same, with what it holds", [fgets($again), fgets($again)], ["two\n", "three\n"]);
            $order("four\n"); // in the socket, not decrypted
            $again = $open();
            check("$what, $end: nothing is lost by asking", fgets($again), "four\n");
            check("$what, $end: crypto", stream_get_meta_data($again)['crypto']['protocol'], "TLSv$version");
            $order($end);
        }
        $last = $open();
        check("$what: after all that", fgets($last), 'connection ' . ++$n . "\n");
        fclose($last);
        $order('goodbye');
    }
    $peer->kill();
}
done();
?>
--EXPECT--
114 checks, all right
