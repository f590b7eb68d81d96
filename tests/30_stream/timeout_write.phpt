--TEST--
a blocking fwrite to a peer that does not read gives up after the timeout
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The peer's window fills; fwrite comes back with what was taken, and says so in timed_out. Never for ever.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    stream_set_timeout($mine, 0, 200000);
    $how = xt_waited(0.2, fn () => fwrite($mine, str_repeat('x', 16 << 20)), $put);
    return [
        'waited' => $how !== 'at once',
        'part of it' => is_int($put) ? $put > 0 && $put < 16 << 20 : $put,
        'timed_out' => stream_get_meta_data($mine)['timed_out'],
        'eof' => feof($mine),
    ];
}, ['server']);
?>
--EXPECT--
tcp: intended: write-timeout-notice
unix: intended: write-timeout-notice
tls: equal
