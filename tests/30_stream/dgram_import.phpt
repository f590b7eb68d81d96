--TEST--
datagram sockets and ext-sockets: import, recvfrom, sendto on the same socket
--EXTENSIONS--
pcntl
sockets
xsock
--FILE--
<?php
// The peer's address comes from either side.
require __DIR__ . '/../inc/both.inc';
both(['udp', 'udg'], function (Side $s): array {
    $mine = $s->listen();
    $socket = socket_import_stream($mine);
    $peer = stream_socket_client("$s->kind://" . $s->addressOf($mine));
    $seen = ['type' => socket_get_option($socket, SOL_SOCKET, SO_TYPE) === SOCK_DGRAM];
    fwrite($peer, 'one');
    $seen['recvfrom'] = [socket_recvfrom($socket, $got, 100, 0, $from, $port), $got];
    fwrite($peer, 'two');
    $seen['fread'] = fread($mine, 100);
    if ($s->kind === 'udp') {
        $seen['sendto'] = [socket_sendto($socket, 'back', 4, 0, $from, $port), fread($peer, 100)];
    }
    $seen['same stream back'] = socket_export_stream($socket) === $mine;
    return $seen;
}, ['server']);
?>
--EXPECT--
udp: equal
udg: equal
