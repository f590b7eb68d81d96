--TEST--
Real signals all the time while bytes move both ways: nothing lost, nothing doubled, no eof
--EXTENSIONS--
xsock
pcntl
posix
--FILE--
<?php
// Profilers, child processes that end, interval timers: a server gets signals in every call.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$bytes = 3000000;
$echo = Peer::run(function () use ($server) {
    $connection = xsock_accept($server, 30);
    $n = 0;
    while (!feof($connection)) {
        $piece = fread($connection, 50000);
        for ($off = 0; $off < strlen($piece);) {
            $off += fwrite($connection, substr($piece, $off));
        }
        $n += strlen($piece);
    }
    return $n;
});
$victim = Peer::run(function (Peer $parent) use ($server, $bytes) {
    $signals = 0;
    pcntl_async_signals(true);
    pcntl_signal(SIGUSR1, function () use (&$signals) { $signals++; }, false);
    $client = xsock_client('tcp://' . stream_socket_get_name($server, false));
    stream_set_timeout($client, 30);
    $parent->say('ready');
    xt_until(function () use (&$signals) { return $signals > 0; });
    $signals = 0;
    $sent = hash_init('md5');
    $got = hash_init('md5');
    $in = $out = 0;
    while ($in < $bytes || $signals === 0 && $in < 10 * $bytes) {
        $piece = random_bytes(30000);
        hash_update($sent, $piece);
        for ($off = 0; $off < strlen($piece);) {
            $n = fwrite($client, substr($piece, $off));
            if ($n === false) {
                return 'write failed';
            }
            $off += $n;
        }
        $out += strlen($piece);
        while ($in < $out) {
            $answer = fread($client, $out - $in);
            if (feof($client) && $in + strlen((string) $answer) < $out) {
                return 'eof';
            }
            if ($answer === false) {
                continue;
            }
            hash_update($got, $answer);
            $in += strlen($answer);
        }
    }
    return [hash_final($sent) === hash_final($got), $signals > 0, warned(), $in];
});
$victim->hear();
$storm = Peer::run(function (Peer $parent) use ($victim) {
    for ($i = 0; $i < 20000 && posix_kill($victim->pid, SIGUSR1); $i++) {
        usleep(200);
    }
});
$result = $victim->result();
$in = is_array($result) ? array_pop($result) : 0;
check('same bytes back, under signals, no warning', $result, [true, true, '']);
$storm->kill();
check('echoed', $echo->result(), $in);
done();
?>
--EXPECT--
2 checks, all right
