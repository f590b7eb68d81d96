--TEST--
fwrite: whole strings, lengths, nothing; the peer gets them as written
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// A blocking fwrite takes everything; the third argument limits it.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $seen = [
        'all' => fwrite($mine, 'abcdef'),
        'limit' => fwrite($mine, 'ghijkl', 3),
        'limit above' => fwrite($mine, 'mno', 100),
        'limit 0' => fwrite($mine, 'xxx', 0),
        'nothing' => fwrite($mine, ''),
        'binary' => fwrite($mine, "\0\xff\n"),
        'large' => fwrite($mine, str_repeat('L', 50000)),
    ];
    fclose($mine);
    $seen['arrived'] = md5(stream_get_contents($peer));
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
