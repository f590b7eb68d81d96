--TEST--
Signals now and then do not keep a blocking xsock_sendfile() or xsock_send_many() from its timeout
--EXTENSIONS--
pcntl
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Both let the kernel wait, and began that wait anew after each signal: a client that takes nothing kept a process with an interval timer
// for ever, and as handlers run behind the call, it could not be told to stop either.
require __DIR__ . '/../inc/checks.inc';
[$server, $client, $connection] = trio();
$path = scratch();
ftruncate($file = fopen("$path/file", 'w+'), 100 << 20);
$datagrams = xsock_server("udg://$path/socket");
$sender = xsock_client("udg://$path/socket");
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, function () use (&$signals) { $signals++; });
$signals = 0;
$parent = getmypid();
$storm = Peer::run(function () use ($parent) {
    for ($i = 0; $i < 120 && posix_kill($parent, SIGUSR1); $i++) {
        usleep(100000);
    }
});
check('it has begun', xt_until(function () use (&$signals) { return $signals > 0; }));
stream_set_timeout($connection, 1);
check_within('sendfile', xt_seconds(fn () => xsock_sendfile($connection, $file), $sent), 0.9, 6);
check_within('some of it', $sent, 1, (100 << 20) - 1);
check('timed out', stream_get_meta_data($connection)['timed_out']);
check_within('another', xt_seconds(fn () => @xsock_sendfile($connection, $file, $sent), $more), 0.9, 6);

stream_set_timeout($sender, 1);
$queue = array_fill(0, 2000, 'x');
check_within('send_many', xt_seconds(fn () => xsock_send_many($sender, $queue), $sent), 0.9, 6);
check_within('some of them', $sent, 1, 1999);
check('timed out', stream_get_meta_data($sender)['timed_out']);
$storm->kill();

// Neither does one signal end it early.
$signals = 0;
$one = Peer::run(fn () => usleep(200000) || posix_kill($parent, SIGUSR1));
check_within('send_many', xt_seconds(fn () => xsock_send_many($sender, $queue)), 0.9, 6);
check('the handler ran', $signals, 1);
done();
?>
--EXPECT--
10 checks, all right
