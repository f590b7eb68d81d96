--TEST--
Over TLS, PHP's own streams and ours do the same: reads, lines, select, copying, timeouts, ends
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Each scenario gets the stream under test and core's own other end. Run with core's stream and with ours, in both roles.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$certs->make('server');

function pair(Certs $certs, string $whose, string $role): array
{
    $file = "$certs->dir/server.pem";
    $core = fn () => stream_socket_server('tcp://127.0.0.1:0', context: ssl(['local_cert' => $file]));
    $listener = $whose === 'xsock' && $role === 'server' ? xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => $file]) : $core();
    $connect = $whose === 'xsock' && $role === 'client' ? 'xsock_client' : 'stream_socket_client';
    $client = $connect('tcp://' . stream_socket_get_name($listener, false), $code, $text, 10, STREAM_CLIENT_CONNECT, trusting($certs));
    $conn = stream_socket_accept($listener, 10);
    // TLS 1.2: an end of core's that closes with unread session tickets of 1.3 resets the connection.
    check('joined', tls_join($conn, $client, 10, STREAM_CRYPTO_METHOD_TLSv1_2_SERVER, STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT), [true, true]);
    $pair = $role === 'server' ? [$conn, $client] : [$client, $conn];
    stream_set_blocking($pair[0], false);
    fwrite($pair[1], '.'); // with the session tickets that come before it
    readable($pair[0]);
    while (fread($pair[0], 1) !== '.') {
        usleep(100);
    }
    stream_set_blocking($pair[0], true);
    return [...$pair, $listener];
}

$all = function ($s) { $t = ''; while (!feof($s)) { $t .= fread($s, 8192); } return $t; };
$scenarios = [
    'lines' => function ($mine, $peer) {
        fwrite($peer, "one\ntwo\r\nthree");
        $seen = [fgets($mine), fgets($mine)];
        fclose($peer);
        return [...$seen, fgets($mine), fgets($mine), feof($mine)];
    },
    'small reads' => function ($mine, $peer) {
        fwrite($peer, 'abcdefgh');
        return [fread($mine, 3), fgetc($mine), stream_get_meta_data($mine)['eof'], fread($mine, 4), feof($mine)];
    },
    'get_line' => function ($mine, $peer) {
        fwrite($peer, 'a;b;;c');
        fclose($peer);
        return array_map(fn () => stream_get_line($mine, 100, ';'), range(1, 5));
    },
    'contents' => function ($mine, $peer) use ($all) {
        fwrite($peer, bulk(50000));
        fclose($peer);
        return md5(stream_get_contents($mine)) . feof($mine);
    },
    'until the end' => function ($mine, $peer) use ($all) {
        fwrite($peer, bulk(50000));
        fclose($peer);
        return md5($all($mine));
    },
    'copy' => function ($mine, $peer) {
        fwrite($peer, bulk(30000));
        fclose($peer);
        $file = tmpfile();
        $n = stream_copy_to_stream($mine, $file, 20000);
        rewind($file);
        return [$n, md5(stream_get_contents($file)), strlen(stream_get_contents($mine))];
    },
    'copy out' => function ($mine, $peer) {
        $file = tmpfile();
        fwrite($file, bulk(30000));
        rewind($file);
        $n = stream_copy_to_stream($file, $mine);
        fclose($mine);
        return [$n, md5(stream_get_contents($peer))];
    },
    'select' => function ($mine, $peer) {
        $before = readable($mine, 0);
        fwrite($peer, "line one\nline two\n");
        $seen = [$before, readable($mine), fgets($mine), readable($mine, 0), fgets($mine), readable($mine, 0)];
        fclose($peer);
        return [...$seen, readable($mine), fgets($mine), feof($mine)];
    },
    'write and read' => function ($mine, $peer) {
        return [fwrite($mine, "question\n"), fgets($peer), fwrite($peer, "answer\n"), fgets($mine), fwrite($mine, ''), fflush($mine)];
    },
    'timeout' => function ($mine, $peer) {
        stream_set_timeout($mine, 0, 300000);
        $how = xt_waited(0.3, fn () => fread($mine, 10), $got);
        $meta = stream_get_meta_data($mine);
        fwrite($peer, "x\n");
        return [$how, $got, $meta['timed_out'], $meta['eof'], fgets($mine)]; // timed_out stays true on core's
    },
    'timeout of a line' => function ($mine, $peer) {
        stream_set_timeout($mine, 0, 300000);
        fwrite($peer, 'half');
        $how = xt_waited(0.3, fn () => fgets($mine), $got);
        return [$how, $got, stream_get_meta_data($mine)['timed_out'], feof($mine)];
    },
    'non-blocking' => function ($mine, $peer) {
        stream_set_blocking($mine, false);
        $seen = [fread($mine, 10), feof($mine), fgets($mine)];
        fwrite($peer, 'part');
        readable($mine);
        $seen[] = fgets($mine);
        fwrite($peer, " of a line\n");
        readable($mine);
        return [...$seen, fgets($mine)];
    },
    'meta data' => function ($mine, $peer) {
        $meta = stream_get_meta_data($mine);
        unset($meta['crypto']['session_reused'], $meta['crypto']['cipher_name'], $meta['crypto']['cipher_bits'], $meta['stream_type']);
        ksort($meta);
        ksort($meta['crypto']);
        return $meta;
    },
];
foreach ($scenarios as $name => $scenario) {
    foreach (['server', 'client'] as $role) {
        $seen = [];
        foreach (['core', 'xsock'] as $whose) {
            [$mine, $peer, $listener] = pair($certs, $whose, $role);
            $seen[$whose] = xt_caught(fn () => $scenario($mine, $peer));
        }
        check("$name, $role", $seen['xsock'], $seen['core']);
    }
}
done();
?>
--EXPECT--
78 checks, all right
