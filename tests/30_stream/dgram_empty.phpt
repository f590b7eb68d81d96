--TEST--
an empty datagram is a datagram, not the end
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// Core sets eof for good on it: a server in a feof loop stops at the first empty datagram anybody sends.
require __DIR__ . '/../inc/both.inc';
both(['udp', 'udg'], function (Side $s): array {
    $mine = $s->listen();
    $peer = stream_socket_client("$s->kind://" . $s->addressOf($mine));
    stream_set_timeout($mine, 5);
    stream_socket_sendto($peer, '');
    $seen = ['empty' => fread($mine, 100), 'feof' => feof($mine), 'meta eof' => stream_get_meta_data($mine)['eof']];
    fwrite($peer, 'next');
    $seen['next'] = fread($mine, 100);
    return $seen;
}, ['server']);
?>
--EXPECT--
udp: intended: empty-datagram
udg: intended: empty-datagram
