--TEST--
stream_select cannot take descriptors of 1024 and more, and says so
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php
require __DIR__ . '/../inc/skip.inc';
needs('tls');
if ((int) shell_exec('ulimit -n') < 1300) die('skip needs 1300 descriptors, the limit is lower');
?>
--FILE--
<?php
// FD_SETSIZE is a limit of select(2), not of the stream: reading and writing such a stream works.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $hold = [];
    while (count($hold) < 1100) {
        $hold[] = fopen('/dev/null', 'r');
    }
    [$mine, $peer] = $s->pair();
    $seen = ['fd over 1024' => xt_fd($mine) >= 1024];
    fwrite($peer, "hello\n");
    $r = [$mine];
    $w = $e = null;
    [$seen['select'], $said] = xt_caught(fn () => stream_select($r, $w, $e, 0));
    $seen['said'] = substr($said[0], 0, 70);
    $seen['fgets'] = fgets($mine);
    $seen['fwrite'] = fwrite($mine, "back\n");
    $seen['arrives'] = fgets($peer);
    return $seen;
}, ['server']);
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
