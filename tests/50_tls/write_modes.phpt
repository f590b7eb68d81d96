--TEST--
Large transfers to a slow reader, blocking and not; timeouts of blocking writes; dead peers; gathered output
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
$text = bulk(4 << 20);

foreach ([true, false] as $blocking) {
    foreach ([0, 100000] as $gathered) {
        $what = ($blocking ? 'blocking' : 'non-blocking') . ", write_buffer $gathered";
        $server = xsock_server('tls://127.0.0.1:0', write_buffer: $gathered,
            options: ['local_cert' => $file, 'so_sndbuf' => 30000]);
        $name = stream_socket_get_name($server, false);
        $peer = Peer::run(function () use ($name, $certs) {
            $client = stream_socket_client("ssl://$name", $code, $message, 20, STREAM_CLIENT_CONNECT, trusting($certs));
            $all = '';
            for ($i = 0; !feof($client); $i++) {
                $all .= fread($client, 8192);
                $i < 50 && usleep(2000);
            }
            return [strlen($all), md5($all)];
        }, [$server]);
        $conn = xsock_accept($server, 20);
        stream_set_blocking($conn, $blocking);
        $sent = 0;
        $calls = 0;
        while ($sent < strlen($text) && $calls++ < 20000) {
            $n = fwrite($conn, $blocking ? $text : substr($text, $sent));
            if ($n === false) {
                break;
            }
            $sent += $n;
            if ($sent < strlen($text)) {
                $write = [$conn];
                $none = null;
                stream_select($none, $write, $none, 10);
            }
        }
        check("$what sent", $sent, strlen($text));
        $blocking && check("$what in one call", $calls, 1);
        check_within("$what calls", $calls, 1, 3000);
        stream_set_blocking($conn, true);
        fclose($conn);
        check("$what arrived", $peer->result(), [strlen($text), md5($text)]);
    }
}

// A blocking write nobody reads ends with the stream's timeout; what it said is right, and the stream lives on.
[$server, $client, $conn] = tls_trio($certs, ['so_sndbuf' => 20000]);
stream_set_timeout($conn, 1);
check('bounded', xt_waited(1, fn () => fwrite($conn, $text), $n), 'waited');
check_within('a part', $n, 1000, strlen($text) - 1);
check('timed_out', stream_get_meta_data($conn)['timed_out']);
$peer = Peer::run(fn () => md5(stream_get_contents($client)));
fclose($client);
stream_set_timeout($conn, 20);
check('goes on', fwrite($conn, substr($text, $n)), strlen($text) - $n);
fclose($conn);
check('nothing lost, nothing twice', $peer->result(), md5($text));

// A dead peer: false every time, never 0 for ever.
foreach ([true, false] as $blocking) {
    [$server, $client, $conn] = tls_trio($certs);
    stream_set_blocking($conn, $blocking);
    fwrite($conn, 'unread'); // makes the peer's close a reset
    readable($client);
    replaced() ? xsock_reset($client) : fclose($client); // ours would not reset
    $fails = 0;
    for ($i = 0; $i < 200 && $fails < 5; $i++) {
        $n = @fwrite($conn, 'x');
        $fails = $n === false ? $fails + 1 : ($fails ? -1000 : 0);
        usleep(1000);
    }
    check('false, again and again', $fails, 5);
    check('fclose comes back', xt_waited(4, fn () => fclose($conn)), 'at once');
}

// Gathered output goes out on fflush and on fclose, and before a read waits.
[$server, $client, $conn] = tls_trio($certs, ['write_buffer' => 5000]);
check('taken', fwrite($conn, "one\n"), 4);
stream_set_blocking($client, false);
readable($client, 0.1); // tickets come
check('not sent', fgets($client), false);
stream_set_blocking($client, true);
fflush($conn);
check('sent', fgets($client), "one\n");
fwrite($conn, "two\n");
stream_set_timeout($conn, 0, 1000);
fgets($conn);
check('before a read', fgets($client), "two\n");
fwrite($conn, "three\n");
fclose($conn);
check('on fclose', [fgets($client), fgets($client), feof($client)], ["three\n", false, true]);
done();
?>
--EXPECT--
28 checks, all right
