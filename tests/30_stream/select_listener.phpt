--TEST--
stream_select on a listener: readable when a client waits
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// A listener is readable when accept has somebody to give; two clients, two accepts, then silence.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $listener = $s->listen();
    $ready = function (int $seconds) use ($listener) {
        $r = [$listener];
        $w = $e = null;
        return stream_select($r, $w, $e, $seconds);
    };
    $seen = ['before' => $ready(0)];
    $clients = [];
    for ($i = 0; $i < 2; $i++) {
        $clients[] = $s->client($listener);
    }
    $seen['two wait'] = $ready(20);
    $conns = [$s->accept($listener)];
    $seen['one waits'] = $ready(20);
    $conns[] = $s->accept($listener);
    $seen['none waits'] = $ready(0);
    $seen['streams'] = array_map('is_resource', $conns);
    $seen['eof of a listener'] = feof($listener);
    return $seen;
}, ['server']);
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
