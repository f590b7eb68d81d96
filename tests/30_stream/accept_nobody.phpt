--TEST--
an accept that finds nobody is no warning
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Core warns each time the timeout passes; every framework wraps accept in an error handler for it.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $listener = $s->listen();
    return ['got' => $s->accept($listener, 0)];
}, ['server']);
?>
--EXPECT--
tcp: intended: empty-accept
unix: intended: empty-accept
tls: intended: empty-accept
