--TEST--
sendfile: a non-blocking stream says how much went, a blocking one keeps its timeout
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
$path = scratch() . '/file';
$text = str_repeat('0123456789abcdef', 1 << 18); // 4 MiB
file_put_contents($path, $text);
$file = fopen($path, 'r');
$size = strlen($text);
foreach (['from birth' => ['nonblock' => true], 'later' => []] as $how => $options) {
    [$server, $client, $conn] = trio('tcp://127.0.0.1:0', $options + ['so_sndbuf' => 65536]);
    stream_set_blocking($conn, false);
    $sent = xsock_sendfile($conn, $file);
    check_within("$how: part of it", $sent, 1, $size - 1);
    until_full($conn, function () use ($conn, $file, &$sent) { // the kernel may have made room since
        $sent += $n = xsock_sendfile($conn, $file, $sent);
        return $n > 0;
    });
    check("$how: full", xsock_sendfile($conn, $file, $sent), 0);
    check_within("$how: still a part", $sent, 1, $size - 1);
    check("$how: no timeout", stream_get_meta_data($conn)['timed_out'], false);
    $peer = Peer::run(fn() => digest($client), [$conn]);
    fclose($client);
    $rounds = 0;
    while ($sent < $size) {
        $write = [$conn];
        $none = null;
        stream_select($none, $write, $none, 20);
        $n = xsock_sendfile($conn, $file, $sent, $size - $sent);
        $sent += (int) $n;
        if ($n === false || ++$rounds > 100000) {
            break;
        }
    }
    check("$how: all", $sent, $size);
    fclose($conn);
    check("$how: content", $peer->result(), md5($text));
}
// Blocking: all of it, or what went until nothing moved for the stream's timeout.
foreach (['the kernel waits' => false, 'others have the descriptor' => true] as $how => $shared) {
    [$server, $client, $conn] = trio('tcp://127.0.0.1:0', ['so_sndbuf' => 65536]);
    if ($shared) {
        proc_close(proc_open(['true'], [$conn], $pipes));
    }
    stream_set_timeout($conn, 0, 200000);
    $start = hrtime(true);
    $sent = xsock_sendfile($conn, $file);
    check_within("$how: part of it", $sent, 1, $size - 1);
    check_within("$how: its timeout", (hrtime(true) - $start) / 1e9, 0.19, 15);
    check("$how: timed out", stream_get_meta_data($conn)['timed_out']);
    while (($n = @xsock_sendfile($conn, $file, $sent)) !== false && $sent + $n < $size) {
        $sent += $n; // TCP may take a little more
    }
    check("$how: full", $n, false);
    stream_set_timeout($conn, 20);
    $peer = Peer::run(fn() => digest($client), [$conn]);
    fclose($client);
    check("$how: the rest", xsock_sendfile($conn, $file, $sent), $size - $sent);
    check("$how: in time", stream_get_meta_data($conn)['timed_out'], false);
    fclose($conn);
    check("$how: content", $peer->result(), md5($text));
}
done();

/* Without collecting it: PHP's memory grows slowly under sanitizers. */
function digest($stream): string
{
    $hash = hash_init('md5');
    while (($bytes = fread($stream, 65536)) !== '' && $bytes !== false) {
        hash_update($hash, $bytes);
    }
    return hash_final($hash);
}
?>
--EXPECT--
26 checks, all right
