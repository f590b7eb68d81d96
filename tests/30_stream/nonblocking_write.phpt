--TEST--
a non-blocking fwrite says how much it took, 0 when full, and nothing is lost
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Write until the kernel takes no more, let the peer read some, go on: the peer gets every byte once.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    stream_set_blocking($mine, false);
    stream_set_blocking($peer, false);
    $text = random_bytes(100000);
    $twice = $text . $text;
    $got = 0;
    $right = true;
    $seen = [];
    $total = 0;
    for ($round = 0; $round < 3; $round++) {
        $before = $total;
        $r = $e = null;
        do {
            while (($put = fwrite($mine, substr($text, $total % 100000))) > 0) {
                $total += $put;
            }
            $w = [$mine]; // full is full only when it stays so: the kernel still makes room for a while
        } while ($put === 0 && stream_select($r, $w, $e, 0, 50000));
        $seen["full $round"] = $put;
        $seen["some $round"] = $total > $before;
        for ($until = hrtime(true) + 30e9; $got < $total && hrtime(true) < $until;) {
            [$r, $w] = [[$peer], [$mine]]; // a short write on TLS: who comes back to it sends what is encrypted already
            stream_select($r, $w, $e, 10);
            $part = fread($peer, 65536);
            $right = $right && substr($twice, $got % 100000, strlen($part)) === $part;
            $got += strlen($part);
        }
        $seen["no more than was written $round"] = $got <= $total + 1; // TLS: a byte may be ahead
        $w = [$mine];
        $r = null;
        $seen["writable again $round"] = stream_select($r, $w, $e, 10);
    }
    $seen['same bytes'] = $right && $got >= $total;
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
