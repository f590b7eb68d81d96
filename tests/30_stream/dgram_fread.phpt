--TEST--
datagrams: fread gives one datagram per call
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// Each fread is one datagram; a large one comes whole; core cuts at 8192 bytes and takes an empty datagram for the end.
require __DIR__ . '/../inc/both.inc';
both(['udp', 'udg'], function (Side $s): array {
    $mine = $s->listen();
    $peer = stream_socket_client("$s->kind://" . $s->addressOf($mine));
    stream_set_timeout($mine, 5);
    fwrite($peer, 'first');
    fwrite($peer, 'second');
    $seen = ['one' => fread($mine, 100), 'two' => fread($mine, 100)];
    fwrite($peer, str_repeat('d', 20000));
    fwrite($peer, 'after');
    $seen['20000 bytes'] = strlen(fread($mine, 65535));
    $seen['after it'] = strlen(fread($mine, 65535));
    return $seen;
}, ['server']);
?>
--EXPECT--
udp: intended: whole-datagram
udg: intended: whole-datagram
