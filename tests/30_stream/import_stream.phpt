--TEST--
socket_import_stream gives a socket that shares the descriptor; export gives the stream back
--EXTENSIONS--
pcntl
sockets
xsock
--FILE--
<?php
// ext-sockets works on the same connection: options, recv, send; exporting an imported stream gives the same stream.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $socket = socket_import_stream($mine);
    $seen = ['class' => $socket::class, 'type' => socket_get_option($socket, SOL_SOCKET, SO_TYPE) === SOCK_STREAM];
    fwrite($peer, "abcdef\n");
    $seen['recv'] = [socket_recv($socket, $got, 3, 0), $got];
    $seen['fread'] = fread($mine, 100);
    $seen['send'] = [socket_send($socket, "out\n", 4, 0), fgets($peer)];
    $seen['same stream back'] = socket_export_stream($socket) === $mine;
    $seen['nonblock'] = [socket_set_nonblock($socket), socket_recv($socket, $got, 3, 0)];
    $seen['block'] = socket_set_block($socket);
    fwrite($peer, 'x');
    $seen['fread blocks'] = fread($mine, 1);
    $seen['keepalive'] = [socket_set_option($socket, SOL_SOCKET, SO_KEEPALIVE, 1), socket_get_option($socket, SOL_SOCKET, SO_KEEPALIVE)];
    unset($socket);
    $seen['stream lives on'] = [fwrite($mine, "y\n"), fgets($peer)];
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
