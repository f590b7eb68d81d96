--TEST--
a non-blocking fwrite says how much it took, 0 when full, and nothing is lost
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// Write until the kernel takes no more, let the peer read some, go on: the peer gets every byte once.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    stream_set_blocking($mine, false);
    stream_set_blocking($peer, false);
    $block = random_bytes(100000);
    $sent = hash_init('crc32b');
    $got = hash_init('crc32b');
    $seen = [];
    for ($round = 0; $round < 3; $round++) {
        $total = 0;
        $r = $e = null;
        do {
            while (($put = fwrite($mine, $block)) > 0) {
                hash_update($sent, substr($block, 0, $put));
                $total += $put;
            }
            $w = [$mine]; // full is full only when it stays so: the kernel still makes room for a while
        } while ($put === 0 && stream_select($r, $w, $e, 0, 50000));
        $seen["full $round"] = $put;
        $seen["some $round"] = $total > 0;
        $read = 0;
        while ($read < $total) {
            $r = [$peer];
            stream_select($r, $w0, $e, 10);
            $part = fread($peer, 65536);
            hash_update($got, $part);
            $read += strlen($part);
        }
        $seen["read $round"] = $read === $total;
        $w = [$mine];
        $r = null;
        $seen["writable again $round"] = stream_select($r, $w, $e, 10);
    }
    $seen['same bytes'] = hash_final($sent) === hash_final($got);
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
