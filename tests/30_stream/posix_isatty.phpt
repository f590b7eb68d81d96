--TEST--
posix_isatty and posix_ttyname on a socket stream
--EXTENSIONS--
openssl
pcntl
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// They look at the descriptor below the stream: a socket is no terminal.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    return ['isatty' => posix_isatty($mine), 'ttyname' => posix_ttyname($mine)];
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
