--TEST--
a datagram socket waits no longer than its timeout
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// recvfrom in core ignores stream_set_timeout and waits for ever; fread honours it.
require __DIR__ . '/../inc/both.inc';
both(['udp', 'udg'], function (Side $s): array {
    $mine = $s->listen();
    stream_set_timeout($mine, 0, 50000);
    $seen = ['waited' => xt_seconds(fn () => fread($mine, 10), $got) >= 0.04, 'fread' => $got];
    $seen['timed_out'] = stream_get_meta_data($mine)['timed_out'];
    $seen['feof'] = feof($mine);
    stream_set_blocking($mine, false);
    $seen['nonblocking'] = fread($mine, 10);
    $r = [$mine];
    $w = $e = null;
    $seen['select'] = stream_select($r, $w, $e, 0);
    return $seen;
}, ['server']);
?>
--EXPECT--
udp: equal
udg: equal
