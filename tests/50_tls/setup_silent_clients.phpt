--TEST--
200 silent clients on a TLS port delay nobody: not a blocking accept, not a select loop, not another server in it
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

const SILENT = 200;
$before = sockets();
$certs = new Certs();
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->make('server'), 'setup_limit' => 300, 'setup_timeout' => 120]); // more than the test may take: who waits for one is too late
$plain = xsock_server('tcp://127.0.0.1:0');
$name = stream_socket_get_name($server, false);
$hello = "\x16\x03\x01\x02\x00\x01"; // the beginning of one
$silent = [];
for ($i = 0; $i < SILENT; $i++) {
    $silent[] = $client = stream_socket_client("tcp://$name", $code, $text, 10);
    $i % 2 && fwrite($client, $hello);
}

function good_client(string $name, Certs $certs): Peer
{
    return Peer::run(function () use ($name, $certs) {
        $start = hrtime(true);
        $client = stream_socket_client("ssl://$name", $code, $text, 20, STREAM_CLIENT_CONNECT, trusting($certs));
        $took = (hrtime(true) - $start) / 1e9;
        fwrite($client, "hello\n");
        return [fgets($client), $took];
    });
}

// A blocking accept.
$peer = good_client($name, $certs);
$conn = xsock_accept($server, 20);
check('accepted', fgets($conn), "hello\n");
fwrite($conn, "welcome\n");
fclose($conn);
[$answer, $took] = $peer->result();
check('answer', $answer, "welcome\n");
check_within('handshake', $took, 0, 10);
check('all silent ones wait', xsock_info($server)['setting_up'], SILENT);

// A select loop with accept(…, 0): TLS clients and those of another server are served; no call waits.
$peers = [good_client($name, $certs), good_client($name, $certs)];
$other = client_of($plain);
fwrite($other, "plain\n");
$other2 = null;
$streams = [$server, $plain];
$served = $longest = $rounds = 0;
$until = hrtime(true) + 20e9;
while ($served < 5 && hrtime(true) < $until) {
    $read = $streams;
    $none = null;
    stream_select($read, $none, $none, 5);
    $rounds++;
    foreach ($read as $stream) {
        $start = hrtime(true);
        if ($stream === $server || $stream === $plain) {
            if ($conn = xsock_accept($stream, 0)) {
                $streams[] = $conn;
            }
        } else {
            fwrite($stream, "answer to " . fgets($stream));
            fclose($stream);
            array_splice($streams, array_search($stream, $streams, true), 1);
            $served++;
        }
        $longest = max($longest, (hrtime(true) - $start) / 1e9);
    }
    if ($served && !$other2) {
        $peers[] = good_client($name, $certs);
        fwrite($other2 = client_of($plain), "plain 2\n");
    }
}
check('served', $served, 5);
check_within('rounds, no spinning', $rounds, 5, 200);
check_within('longest step', $longest, 0, 10);
check('other server', [fgets($other), fgets($other2)], ["answer to plain\n", "answer to plain 2\n"]);
foreach ($peers as $peer) {
    [$answer, $took] = $peer->result();
    check('answer in the loop', $answer, "answer to hello\n");
    check_within('handshake in the loop', $took, 0, 10);
}
// Nothing new: the loop sleeps, although 200 set-ups are under way.
$read = [$server];
check('sleeps', xt_waited(1, function () use ($server) {
    $read = [$server];
    $none = null;
    return stream_select($read, $none, $none, 1);
}, $n), 'waited');
check('nothing ready', $n, 0);
check('accept finds nobody', [xsock_accept($server, 0, $p, $code), $code], [false, 0]);
check('silent ones still wait', xsock_info($server)['setting_up'], SILENT);
$info = xsock_info($server);
check('counters', [$info['accepted'], $info['setup_failed'], $info['setup_timed_out'], $info['setup_evicted']], [4, 0, 0, 0]);
// They go away: noticed, counted, forgotten.
unset($silent, $client, $conn, $stream, $streams, $read, $other, $other2, $peer, $peers);
check('gone', xt_until(fn () => xsock_accept($server, 0) || xsock_info($server)['setting_up'] === 0));
check('counted as failed', xsock_info($server)['setup_failed'], SILENT);
check('no descriptor left', sockets_settled($server, $before + 2), $before + 2);
done();
?>
--EXPECT--
22 checks, all right
