--TEST--
STREAM_CLIENT_ASYNC_CONNECT: writable when connected
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// The connection may still be under way; a writable stream is connected and works.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix'], function (Side $s): array {
    $listener = stream_socket_server("$s->kind://" . $s->freshAddress());
    $conn = $s->connect($s->addressOf($listener), STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT);
    $seen = ['stream' => is_resource($conn)];
    $r = $e = null;
    $w = [$conn];
    $seen['writable'] = stream_select($r, $w, $e, 10);
    $peer = stream_socket_accept($listener, 10);
    $seen['name'] = stream_socket_get_name($conn, true) === stream_socket_get_name($listener, false);
    $seen['write'] = [fwrite($conn, "x\n"), fgets($peer)];
    return $seen;
}, ['client']);
?>
--EXPECT--
tcp: equal
unix: equal
