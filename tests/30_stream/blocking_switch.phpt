--TEST--
stream_set_blocking can be switched back and forth on a live stream
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Each read obeys the mode set last; the mode shows in the meta data.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $seen = [];
    foreach ([true, false, false, true, false, true] as $i => $mode) {
        $seen["set $i"] = stream_set_blocking($mine, $mode);
        $seen["blocked $i"] = stream_get_meta_data($mine)['blocked'];
        $mode ? stream_set_timeout($mine, 0, 40000) : stream_set_timeout($mine, 20);
        $seen["waits $i"] = xt_seconds(fn () => fread($mine, 1), $got) >= ($mode ? 0.03 : 10);
        stream_set_timeout($mine, 20);
        $seen["got $i"] = $got;
        fwrite($peer, 'x');
        $seen["data $i"] = fread($mine, 1);
    }
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
