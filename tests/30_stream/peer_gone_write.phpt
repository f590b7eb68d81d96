--TEST--
writing to a peer that is gone fails, every time, and says so
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The first write after the peer's close may still be taken; from then on it is false with a notice, never 0, never a signal.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    fwrite($mine, 'unread');
    fclose($peer);
    $seen = [];
    for ($i = 0; $i < 20 && @fwrite($mine, 'x') !== false; $i++) {
        usleep(1000);
    }
    $seen['fails in the end'] = $i < 20;
    for ($i = 0; $i < 3; $i++) {
        $seen["write $i"] = fwrite($mine, 'more');
    }
    $seen['fputs'] = fputs($mine, 'more');
    $seen['nothing'] = fwrite($mine, '');
    $seen['close'] = fclose($mine);
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: intended: dead-peer
