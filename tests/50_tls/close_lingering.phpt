--TEST--
A non-blocking close loses no answer to input that comes later: it waits for nobody, is bounded, and ends with the request
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'socat'); ?>
--FILE--
<?php
/*
 * A server answers an upload before it is complete and closes. What the client still sends meets a closed socket, whose
 * reset takes along what is left of the answer: here the client's small window keeps nearly all of it at the server.
 */
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$file = $certs->make('server');
$server = xsock_server('tls://127.0.0.1:0', so_sndbuf: 1 << 20, options: ['local_cert' => $file, 'nonblock' => true]);
$answer = bulk(100000);

/* A client that goes on sending when the server has closed ($mark is there), and reads then. */
function uploader(string $name, Certs $certs, string $mark, array $close = []): Peer
{
    return Peer::run(function () use ($name, $certs, $mark) {
        $client = xsock_client($name, so_rcvbuf: 4096, options: ['tls' => true, 'cafile' => $certs->ca, 'peer_name' => 'localhost']);
        fwrite($client, "request\n" . str_repeat('unread ', 5000));
        for ($until = hrtime(true) + 20e9; !file_exists($mark) && hrtime(true) < $until; usleep(2000)) {
            clearstatcache();
        }
        $sent = @fwrite($client, str_repeat('later ', 5000));
        $got = stream_get_contents($client);
        return [$sent, strlen($got), md5($got), stream_get_meta_data($client)['crypto']['close_notify'] ?? null];
    }, $close);
}

/* Accepts, reads the request's first line and no more, answers; non-blocking all the way. */
function answer($server, string $answer)
{
    for ($until = hrtime(true) + 20e9; !($conn = xsock_accept($server, 0)) && hrtime(true) < $until; readable($server, 1)) {
    }
    readable($conn);
    check('request', fgets($conn), "request\n");
    usleep(20000); // the rest of the input arrives
    for ($sent = 0; $sent < strlen($answer) && hrtime(true) < $until; $sent += (int) fwrite($conn, substr($answer, $sent))) {
    }
    check('answered', $sent, strlen($answer));
    return $conn;
}

/* An event loop that goes round until so many sockets are open, or for some seconds. */
function turn($server, int $sockets, float $seconds = 20): int
{
    for ($until = hrtime(true) + $seconds * 1e9; sockets() > $sockets && hrtime(true) < $until; readable($server, 0.01)) {
    }
    return sockets();
}

$name = 'tcp://' . stream_socket_get_name($server, false);
$all = [30000, strlen($answer), md5($answer), true];
$mark = "$certs->dir/closed.pem";
$peer = uploader($name, $certs, $mark, [$server]);
$open = sockets();
$conn = answer($server, $answer);
check('at once', xt_waited(1, fn () => fclose($conn)), 'at once');
check('its descriptor lives on', sockets(), $open + 1);
check('not in a forked child', Peer::run(fn () => sockets())->result(), $open + 1); // its pipe
touch($mark);
check('closed when the client is done', turn($server, $open), $open);
check('all of it', $peer->result(), $all);
unlink($mark);

// The request ends with the connection still lingering; the server is a new process.
foreach (['end', 'exit'] as $how) {
    $listener = stream_socket_server('tcp://127.0.0.1:0');
    $peer = uploader('tcp://' . stream_socket_get_name($listener, false), $certs, $mark);
    $script = '
        require "' . __DIR__ . '/../inc/tls.inc";
        $server = xsock_server("fd://3", so_sndbuf: 1 << 20, options: ["tls" => true, "local_cert" => "' . $file . '"]);
        $conn = xsock_accept($server, 20);
        fgets($conn);
        usleep(20000); // the rest of the input arrives
        check("answered", fwrite($conn, bulk(100000)), 100000);
        stream_set_blocking($conn, false);
        register_shutdown_function("touch", "' . $mark . '"); // also before streams end that nobody closed
        ' . ($how === 'end' ? 'fclose($conn);' : '');
    $start = hrtime(true);
    check("$how: script", run_php($script, fds: [3 => $listener]), '');
    check_within("$how: its end is bounded", (hrtime(true) - $start) / 1e9, 0, 20);
    check("$how: all of it", $peer->result(), $all);
    unlink($mark);
}

// No more than 64 of them, and each for no more than 2 seconds: clients that never read and never end.
$open = sockets();
$clients = [];
for ($i = 0; $i < 70; $i++) {
    [$client, $conn] = tls_connect($server, trusting($certs));
    fwrite($client, 'unread');
    readable($conn);
    $clients[] = [$client, $conn];
}
$start = hrtime(true);
foreach ($clients as $i => [, $conn]) {
    fclose($conn);
    $clients[$i] = $clients[$i][0];
}
$conn = null;
$there = sockets() - $open;
$early = hrtime(true) - $start < 1.9e9; // a busy machine may be later
check_within('at most 64', $there, $early ? 70 + 64 : 70, 70 + 64);
check('gone', turn($server, $open + 70), $open + 70);
check_within('after 2 seconds', (hrtime(true) - $start) / 1e9, 1.9, 15);

// They go on in every call that moves bytes, also beside an accept that never comes.
[$other, $reader, $busy] = trio();
$moves = [
    'fwrite' => fn () => fwrite($busy, 'x'),
    'writev' => fn () => xsock_writev($busy, ['x', 'y']),
    'sendto' => fn () => stream_socket_sendto($busy, 'x'),
    'recvfrom' => fn () => @stream_socket_recvfrom($busy, 1),
];
stream_set_blocking($busy, false);
foreach ($moves as $what => $move) {
    [$listener, $client, $conn] = tls_settled(tls_trio($certs));
    stream_set_blocking($conn, false);
    fwrite($client, 'unread');
    readable($conn);
    fclose($conn);
    $there = sockets();
    fclose($client);
    fclose($listener);
    check("$what ends it", xt_until(fn () => $move() === null || sockets() === $there - 3, 10));
}
unset($other, $reader, $busy, $moves, $move);

// Descriptors run short: they give way to a new client.
echo run_php('
    require "' . __DIR__ . '/../inc/tls.inc";
    $server = xsock_server("tls://127.0.0.1:0", options: ["local_cert" => "' . $file . '"]);
    $plain = xsock_server("tcp://127.0.0.1:0");
    $trust = ssl(["verify_peer" => false, "verify_peer_name" => false]);
    for ($i = 0; $i < 4; $i++) {
        [$clients[], $conn] = tls_connect($server, $trust);
        fwrite($clients[$i], "unread");
        readable($conn);
        stream_set_blocking($conn, false);
        fclose($conn);
    }
    while ($file = @fopen("/dev/null", "r")) {
        $files[] = $file;
    }
    array_pop($files);
    $client = client_of($plain);
    check("accept", is_resource(xsock_accept($plain, 0)));
    $xs_warned = [];
    done();', 'ulimit -n 60; exec');
done();
?>
--EXPECT--
1 checks, all right
20 checks, all right
