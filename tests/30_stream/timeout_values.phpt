--TEST--
stream_set_timeout takes seconds and microseconds; a long one is no hindrance
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Timeouts apply from the next read on, also on a stream that has timed out before; data present is returned at once.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $seen = [];
    foreach ([[0, 50000], [0, 1], [1, 0], [86400 * 30, 0], [0, 60000]] as [$sec, $usec]) {
        $seen["set $sec.$usec"] = stream_set_timeout($mine, $sec, $usec);
        fwrite($peer, 'now');
        $seen["read $sec.$usec"] = xt_waited(4, fn () => fread($mine, 3), $got) . " $got";
        $seen["timed_out $sec.$usec"] = stream_get_meta_data($mine)['timed_out'];
    }
    $seen['silent'] = xt_waited(0.06, fn () => fread($mine, 3), $got) !== 'at once';
    $seen['got'] = $got;
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
