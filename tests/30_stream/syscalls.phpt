--TEST--
the fewest system calls: receive 1, send 1, blocking round trip 2, no fcntl ever
--EXTENSIONS--
pcntl
xsock
--SKIPIF--
<?php
require __DIR__ . '/../inc/probe.inc';
if ($why = xt_no_strace()) {
    die("skip $why");
}
?>
--FILE--
<?php
// PHP's own needs poll and recv for each read. Counted by strace, the peer's work done by a child.
require __DIR__ . '/../inc/checks.inc';

foreach (['tcp' => 'tcp://127.0.0.1:0', 'unix' => 'unix://' . scratch() . '/s'] as $kind => $at) {
    $server = xsock_server($at);
    $address = "$kind://" . stream_socket_get_name($server, false);
    $echo = Peer::run(function () use ($address) {
        $client = stream_socket_client($address);
        fwrite($client, str_repeat('d', 1000)); // there before it is read
        while (($got = fread($client, 64)) !== '' && $got !== false) {
            fwrite($client, $got);
        }
    }, [$server]);
    $conn = xsock_accept($server, 10);
    fread($conn, 1); // the first read that may wait sets the kernel's timeout once
    check("$kind data there, one receive", xt_syscalls(fn () => fread($conn, 8192), $l), ['recvfrom' => 1]);
    check("$kind round trips", xt_syscalls(function () use ($conn) {
        for ($i = 0; $i < 10; $i++) {
            fwrite($conn, str_repeat('e', 64));
            fread($conn, 8192);
        }
    }, $lines), [(PHP_INT_SIZE > 4 ? 'sendto' : 'send') => 10, 'recvfrom' => 10]);
    check("$kind switching modes and timeouts", array_intersect(['fcntl', 'ioctl', 'poll'], array_keys(xt_syscalls(function () use ($conn) {
        stream_set_blocking($conn, false);
        fread($conn, 100);
        stream_set_blocking($conn, true);
        stream_set_blocking($conn, false);
        fread($conn, 100);
    }))), []);
    check("$kind non-blocking read of nothing", xt_syscalls(fn () => fread($conn, 100)), ['recvfrom' => 1]);
    check("$kind feof asks once, by peeking", xt_syscalls(fn () => feof($conn)), ['recvfrom' => 1]);
    check("$kind meta data", array_sum(xt_syscalls(fn () => stream_get_meta_data($conn))) <= 1);
    stream_set_blocking($conn, true);
    check("$kind close", array_keys(xt_syscalls(fn () => fclose($conn))), ['close']);
    $echo->result();
}
done();
?>
--EXPECT--
14 checks, all right
