--TEST--
stream_get_contents: to the end, a maximum, after a line
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// With a maximum it stops there, without one it reads to eof.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    fwrite($peer, "head\n" . str_repeat('b', 30000) . 'tail');
    stream_socket_shutdown($peer, STREAM_SHUT_WR);
    $seen = [
        'line' => fgets($mine),
        'max 10' => stream_get_contents($mine, 10),
        'max 0' => stream_get_contents($mine, 0),
        'max 20000' => strlen(stream_get_contents($mine, 20000)),
        'rest' => substr($rest = stream_get_contents($mine), -6),
        'length' => strlen($rest),
        'again' => stream_get_contents($mine),
        'eof' => feof($mine),
        'offset' => stream_get_contents($mine, 10, 5),
    ];
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
