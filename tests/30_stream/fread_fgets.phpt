--TEST--
fread, fgets, fgetc and stream_get_line, mixed, give the same bytes in the same order
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Line reads leave bytes in PHP's buffer, fread takes them first; a line without its end waits for eof.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    fwrite($peer, "one\ntwo\r\nthree;four\nabcdef\nlast");
    stream_socket_shutdown($peer, STREAM_SHUT_WR);
    return [
        'fgets' => fgets($mine),
        'fgets limited' => fgets($mine, 3),
        'fgets rest' => fgets($mine),
        'get_line' => stream_get_line($mine, 100, ';'),
        'get_line short' => stream_get_line($mine, 2, "\n"),
        'fgetc' => fgetc($mine),
        'fread' => fread($mine, 2),
        'fgets 2' => fgets($mine),
        'feof early' => feof($mine),
        'unread' => stream_get_meta_data($mine)['unread_bytes'],
        'fgets at end' => fgets($mine),
        'feof' => feof($mine),
        'fgets past end' => fgets($mine),
        'fread past end' => fread($mine, 10),
        'fgetc past end' => fgetc($mine),
        'get_line past end' => stream_get_line($mine, 10, "\n"),
        'close' => fclose($mine),
    ];
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
