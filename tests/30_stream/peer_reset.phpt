--TEST--
a peer that resets: the read ends the stream
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// A process killed with unread bytes sends RST; what had arrived before is lost to both transports the same way.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->peer(function ($conn, Peer $parent) {
        $parent->say('ready'); // its handshake reads no further
        $parent->hear();
    });
    $peer->hear();
    $seen = ['unread' => fwrite($mine, 'unread')];
    $peer->kill();
    $r = [$mine];
    $w = $e = null;
    $seen['readable'] = stream_select($r, $w, $e, 10);
    $seen['fread'] = fread($mine, 10);
    $seen['feof'] = feof($mine);
    $seen['fread again'] = fread($mine, 10);
    $seen['write 1'] = fwrite($mine, 'x');
    $seen['write 2'] = fwrite($mine, 'x');
    return $seen;
});
?>
--EXPECT--
tcp: equal
tls: intended: dead-peer
