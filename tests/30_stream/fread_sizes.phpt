--TEST--
fread returns what is there, at most what was asked
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// A blocking fread waits for the first bytes only. Core hands out 8,192 bytes per call at most, ours what was asked for.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $seen = [];
    fwrite($peer, 'abcdefghij');
    $seen['asked less'] = fread($mine, 4);
    $seen['asked more'] = fread($mine, 6);
    fwrite($peer, str_repeat('x', 8192));
    $seen['one chunk'] = strlen(fread($mine, 8192));
    fwrite($peer, str_repeat('y', 20000));
    $seen['20000 in one fread'] = strlen($first = fread($mine, 20000));
    while (strlen($first) < 20000) {
        $first .= fread($mine, 20000 - strlen($first));
    }
    $seen['all'] = $first === str_repeat('y', 20000);
    fwrite($peer, '12');
    $seen['one byte'] = fread($mine, 1) . fread($mine, 1);
    [$seen['length 0']] = xt_caught(fn () => fread($mine, 0));
    return $seen;
});
?>
--EXPECT--
tcp: intended: large-fread
unix: intended: large-fread
tls: intended: large-fread
