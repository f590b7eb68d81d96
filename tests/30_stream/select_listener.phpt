--TEST--
stream_select on a listener: readable when a client waits
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// A listener is readable when accept has somebody to give; two clients, two accepts, then silence.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix'], function (Side $s): array {
    $listener = $s->listen();
    $ready = function () use ($listener) {
        $r = [$listener];
        $w = $e = null;
        return stream_select($r, $w, $e, 0);
    };
    $seen = ['before' => $ready()];
    $clients = [];
    for ($i = 0; $i < 2; $i++) {
        $clients[] = stream_socket_client("$s->kind://" . $s->addressOf($listener));
    }
    $seen['two wait'] = $ready();
    $conns = [$s->accept($listener)];
    $seen['one waits'] = $ready();
    $conns[] = $s->accept($listener);
    $seen['none waits'] = $ready();
    $seen['streams'] = array_map('is_resource', $conns);
    $seen['eof of a listener'] = feof($listener);
    return $seen;
}, ['server']);
?>
--EXPECT--
tcp: equal
unix: equal
