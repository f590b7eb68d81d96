--TEST--
Fork: a child's end says no goodbye on the parent's connection; workers accept on one listener; xsock_detach
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

/* Core's client, in a process of its own: core would say goodbye in every child that has a copy. */
function client(string $name, Certs $certs, callable $body): Peer
{
    return Peer::run(fn (Peer $parent) => $body(
        stream_socket_client("ssl://$name", $code, $text, 20, STREAM_CLIENT_CONNECT, trusting($certs)),
        $parent
    ));
}

foreach (['1.2' => STREAM_CRYPTO_PROTO_TLSv1_2, '1.3' => STREAM_CRYPTO_PROTO_TLSv1_3] as $version => $proto) {
    $options = ['local_cert' => $file, 'max_proto_version' => $proto];
    $server = xsock_server('tls://127.0.0.1:0', options: $options);
    $name = stream_socket_get_name($server, false);
    // A child that has a copy and ends, in each of the ways there are.
    $echo = client($name, $certs, function ($client) {
        while (($line = fgets($client)) !== false) {
            fwrite($client, "echo $line");
        }
    });
    $conn = xsock_accept($server, 20);
    stream_set_timeout($conn, 10);
    $ends = ['exit' => fn () => $conn, 'fclose' => fn () => fclose($conn), 'unset' => function () use (&$conn) { $conn = null; }];
    foreach ($ends as $how => $end) {
        Peer::run(function () use ($end) { $end(); })->result();
        fwrite($conn, "after $how\n");
        check("$version $how: goes on", fgets($conn), "echo after $how\n");
    }
    // A worker takes the connection over, the parent forgets it without a goodbye.
    $worker = Peer::run(function (Peer $parent) use ($conn) {
        $parent->hear();
        fwrite($conn, "worker\n");
        return fgets($conn);
    });
    check("$version detach", xsock_detach($conn));
    check("$version ended here", is_resource($conn), false);
    $worker->say();
    check("$version worker", $worker->result(), "echo worker\n");
    $echo->result();

    // Output that waits inside TLS is the parent's alone.
    $server = xsock_server('tls://127.0.0.1:0', options: $options + ['so_sndbuf' => 20000, 'write_buffer' => 50000]);
    $reader = client(stream_socket_get_name($server, false), $certs, function ($client, Peer $parent) {
        $parent->hear();
        return md5(stream_get_contents($client));
    });
    $conn = xsock_accept($server, 20);
    stream_set_blocking($conn, false);
    $text = bulk(5 << 20);
    $sent = fwrite($conn, $text);
    check_within("$version short", $sent, 1000, strlen($text) - 1);
    Peer::run(function () use ($conn) { @fclose($conn); })->result();
    stream_set_blocking($conn, true);
    $reader->say();
    check("$version the rest", fwrite($conn, substr($text, $sent)), strlen($text) - $sent);
    fclose($conn);
    check("$version once, in order", $reader->result(), md5($text));
}

// Workers made by fork: each sets up its own clients; set-ups of the parent are not theirs, and survive them.
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'setup_timeout' => 60]);
$name = stream_socket_get_name($server, false);
$early = stream_socket_client("tcp://$name", $code, $text, 10, STREAM_CLIENT_CONNECT, trusting($certs));
stream_set_blocking($early, false);
stream_socket_enable_crypto($early, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
check('nobody yet', xsock_accept($server, 0), false); // its set-up begins here
check('begun', xsock_info($server)['setting_up'], 1);
$workers = [];
for ($i = 0; $i < 3; $i++) {
    $workers[] = Peer::run(function () use ($server) {
        for ($served = 0, $line = ''; $line !== "stop\n" && ($conn = xsock_accept($server, 20)); $served++) {
            $line = fgets($conn);
            fwrite($conn, $line);
            fclose($conn);
        }
        return $served;
    });
}
$answers = 0;
for ($i = 0; $i < 12; $i++) {
    $client = stream_socket_client("ssl://$name", $code, $text, 10, STREAM_CLIENT_CONNECT, trusting($certs));
    fwrite($client, $line = $i < 9 ? "go\n" : "stop\n");
    $answers += fgets($client) === $line;
    fclose($client);
}
check('all answered', $answers, 12);
check('by the workers', array_sum(array_map(fn ($w) => $w->result(), $workers)), 12);
$conn = null;
$until = hrtime(true) + 10e9;
while (!$conn && hrtime(true) < $until) {
    stream_socket_enable_crypto($early, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
    $conn = xsock_accept($server, 0);
}
check('the parent goes on with its own', is_resource($conn));
stream_set_blocking($early, true);
fwrite($early, "early\n");
check('and serves it', fgets($conn), "early\n");
done();
?>
--EXPECT--
24 checks, all right
