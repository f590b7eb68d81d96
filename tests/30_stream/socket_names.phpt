--TEST--
stream_socket_get_name: both ends, listener, after the peer closed
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The names a script sees for a listener, an accepted stream and a client.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $listener = $s->listen();
    $seen = ['listener' => stream_socket_get_name($listener, false), 'listener remote' => stream_socket_get_name($listener, true)];
    [$mine, $peer] = $s->pair();
    $seen['local'] = stream_socket_get_name($mine, false);
    $seen['remote'] = stream_socket_get_name($mine, true);
    $seen['they agree'] = [
        stream_socket_get_name($mine, false) === stream_socket_get_name($peer, true),
        stream_socket_get_name($mine, true) === stream_socket_get_name($peer, false),
    ];
    fclose($peer);
    fread($mine, 1);
    $seen['remote after close'] = stream_socket_get_name($mine, true);
    $seen['local after close'] = stream_socket_get_name($mine, false);
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
