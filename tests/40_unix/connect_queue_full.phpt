--TEST--
A unix client whose server's queue is full waits for room, and never counts as connected before
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php
require __DIR__ . '/../inc/skip.inc';
needs('linux'); // the queue's length and what a full one does
?>
--FILE--
<?php
require __DIR__ . '/../inc/peer.inc';
$address = 'unix://@xs' . getmypid() . 'full';
$server = xsock_server($address, backlog: 0);
$first = xsock_client($address);
fwrite($first, "first\n");

$start = hrtime(true);
var_dump(@xsock_client($address, $code, $message, 0.2), $code === 110, strstr($message, 'connect') !== false);
$waited = (hrtime(true) - $start) / 1e9;
var_dump($waited >= 0.2 && $waited < 5);
var_dump(@xsock_client($address, $code, $message, 0), @xsock_client($address, $code, $message, 5, STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT));

// Room comes while it waits.
$peer = Peer::run(function () use ($address) {
    $second = xsock_client($address, timeout: 20);
    return fwrite($second, "second\n") . json_encode(stream_get_meta_data($second)['blocked']);
}, [$first]);
usleep(100000); // most likely it waits by now; it is right either way
echo fgets(xsock_accept($server, 20)), fgets(xsock_accept($server, 20)), $peer->result(), "\n";
?>
--EXPECT--
bool(false)
bool(true)
bool(true)
bool(true)
bool(false)
bool(false)
first
second
7true
