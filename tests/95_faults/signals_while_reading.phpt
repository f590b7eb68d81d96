--TEST--
A signal during a blocking read or write: the call goes on, its timeout is kept
--EXTENSIONS--
xsock
pcntl
posix
--FILE--
<?php
// A read of 10 s with a signal each 50 ms must still end after its own timeout, not never and not at the first signal.
require __DIR__ . '/../inc/checks.inc';
[$server, $client, $connection] = trio();
$signals = 0;
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, function () use (&$signals) { $signals++; }, false);
$parent = getmypid();
$storm = Peer::run(function () use ($parent) {
    for ($i = 0; $i < 1000 && posix_kill($parent, SIGUSR1); $i++) {
        usleep(20000);
    }
});
check('it has begun', xt_until(function () use (&$signals) { return $signals > 0; }));
stream_set_timeout($connection, 1);
$seconds = xt_seconds(fn() => fread($connection, 10), $got);
check('nothing', $got === false || $got === '', true);
check('not the end', feof($connection), false);
check_within('time', $seconds, 0.01, 15);
$timed_out = stream_get_meta_data($connection)['timed_out'];
check('waited for the timeout or said interrupted, not both', $timed_out ? $seconds > 0.9 : $seconds < 0.9, true);
fwrite($client, "after the storm\n");
stream_set_timeout($connection, 10);
check('nothing lost', fgets($connection), "after the storm\n");
$storm->kill();
check_within('signals', $signals, 1, 1000);
check('no warning', warned(), '');
done();
?>
--EXPECT--
8 checks, all right
