--TEST--
A worker's connections keep their timeout when another process hands the server out
--EXTENSIONS--
pcntl
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// A restart hands the server to a new process (xsock_send_fds(), proc_open(), ext/sockets), which takes its SO_RCVTIMEO away: in all
// processes. Connections of a worker forked before were born without one and trusted it: a silent client kept the worker for ever.
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/carrier.inc';
ini_set('default_socket_timeout', '1');

/** A client that says nothing, and ends after 8 s, or a read that waits for ever would not. */
function client(string $address): Peer
{
    return Peer::run(function () use ($address) {
        $client = stream_socket_client($address);
        sleep(8);
    });
}
function silent($server): void
{
    $conn = xsock_accept($server, 10);
    check_within('read', xt_seconds(fn () => fread($conn, 1)), 0.9, 7);
    check('timed out', stream_get_meta_data($conn)['timed_out']);
}

// The parent hands it out.
$server = xsock_server('tcp://127.0.0.1:0');
[$a, $b] = carrier();
$worker = Peer::run(function (Peer $parent) use ($server) {
    $parent->hear();
    silent($server);
    return $GLOBALS['xs_wrong'];
});
check('sent', xsock_send_fds($a, [$server]), 1);
$worker->say('handed out');
$clients[] = client('tcp://' . stream_socket_get_name($server, false));
check('worker', $worker->result(), 0);

// The worker does.
$server = xsock_server('tcp://127.0.0.1:0');
$worker = Peer::run(function (Peer $parent) use ($server, $a) {
    xsock_send_fds($a, [$server]);
    $parent->say('handed out');
    $parent->hear();
});
$worker->hear();
$clients[] = client('tcp://' . stream_socket_get_name($server, false));
silent($server);
$worker->say('end');
$worker->result();
foreach ($clients as $client) {
    posix_kill($client->pid, SIGKILL);
}
done();
?>
--EXPECT--
4 checks, all right
