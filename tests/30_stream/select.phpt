--TEST--
stream_select: readable, writable, several streams, timeouts
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The usual loop: who is readable, who is writable, nobody within the time.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$a, $pa] = $s->pair();
    [$b, $pb] = $s->pair();
    $seen = [];
    $ask = function (array $r, array $w, array $e, float $t) use ($a, $b, &$seen): array {
        $n = stream_select($r, $w, $e, (int) $t, (int) (fmod($t, 1) * 1e6));
        $name = fn ($c) => $c === $a ? 'a' : 'b';
        return [$n, array_map($name, $r), array_map($name, $w), array_map($name, $e)];
    };
    $seen['nobody'] = $ask([$a, $b], [], [], 0);
    $seen['waits'] = xt_seconds(fn () => $ask([$a, $b], [], [], 0.05)) >= 0.04;
    fwrite($pa, "x\ny\n");
    $seen['a'] = $ask(['k' => $a, $b], [], [], 10);
    $seen['both ways'] = $ask([$a, $b], [$a, $b], [$a], 10);
    fgets($a);
    $seen['buffered'] = $ask([$a, $b], [], [], 10);
    $seen['buffered, nonblocking'] = [stream_set_blocking($a, false), $ask([$b, $a], [], [], 10)];
    fgets($a);
    $seen['emptied'] = $ask([$a, $b], [], [], 0);
    fclose($pb);
    $seen['closed is readable'] = $ask([$a, $b], [], [], 10);
    $seen['writable'] = $ask([], [$a], [], 10);
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
