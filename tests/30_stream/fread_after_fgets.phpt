--TEST--
fread takes what fgets left in the buffer and does not wait for more
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// fgets read two lines' worth; fread(100) has 6 bytes at hand. PHP below 8.3 then still waits for the whole timeout.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    stream_set_timeout($mine, 1);
    fwrite($peer, "line\nrest..");
    $line = fgets($mine);
    $how = xt_waited(1, fn () => fread($mine, 100), $rest);
    return [
        'line' => $line,
        'rest' => $rest,
        'fread' => $how,
        'timed_out' => stream_get_meta_data($mine)['timed_out'],
        'eof' => feof($mine),
    ];
}, ['server']);
?>
--EXPECT--
tcp: intended: held-bytes
unix: intended: held-bytes
tls: intended: held-bytes
