--TEST--
send_many: a full unix socket makes a blocking sender wait, within its timeout, and spins nobody
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// poll(2) calls an unconnected unix datagram socket writable although the receiver's queue is full.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$full = xsock_server("udg://$dir/full", options: ['nonblock' => true]);
$sender = xsock_server("udg://$dir/sender", options: ['nonblock' => true]);
$batch = array_fill(0, 1000, ['x', "$dir/full"]);
$went = xsock_send_many($sender, $batch);
check_within('a non-blocking sender stops when it is full', $went, 1, 999);
check('no room', xsock_send_many($sender, $batch), 0);
foreach (['in the kernel' => xsock_server("udg://$dir/b"), 'polling' => $sender] as $how => $blocking) {
    stream_set_blocking($blocking, true);
    $how === 'polling' && proc_close(proc_open(['true'], [$blocking], $pipes)); // somebody else has it
    stream_set_timeout($blocking, 0, 300000);
    $start = hrtime(true);
    $cpu = getrusage()['ru_utime.tv_usec'] + getrusage()['ru_utime.tv_sec'] * 1e6;
    check("$how: still full", xsock_send_many($blocking, [['x', "$dir/full"]]), 0);
    check_within("$how: its timeout", (hrtime(true) - $start) / 1e9, 0.29, 10);
    $cpu = getrusage()['ru_utime.tv_usec'] + getrusage()['ru_utime.tv_sec'] * 1e6 - $cpu;
    check_within("$how: without spinning, us of CPU", $cpu, 0, 150000);
    check("$how: timed out", stream_get_meta_data($blocking)['timed_out']);
    stream_set_timeout($blocking, 20);
    $peer = Peer::run(function (Peer $parent) use ($full) {
        $parent->hear();
        usleep(50000);
        stream_set_blocking($full, true);
        for ($got = 0; $got < 300;) {
            $got += count(xsock_recv_many($full, 50));
        }
        return $got;
    });
    $peer->say();
    check("$how: all of it when there is room", xsock_send_many($blocking, array_fill(0, 300, ['y', "$dir/full"])), 300);
    check_within("$how: received", $peer->result(), 300, 400);
    stream_set_blocking($full, false);
    while (xsock_recv_many($full, 1024)) {
    }
    stream_set_blocking($sender, false);
    xsock_send_many($sender, $batch); // full again
}
done();
?>
--EXPECT--
14 checks, all right
