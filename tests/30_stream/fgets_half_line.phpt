--TEST--
fgets on half a line waits for its end, however often it arrives in pieces
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The bytes held already must not make a line read return early; fread of the rest must not wait either.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->peer(function ($conn, Peer $parent) {
        foreach (['on', "e\ntw", "o\n"] as $piece) {
            fwrite($conn, $piece);
            $parent->hear();
        }
        fclose($conn);
    });
    stream_set_timeout($mine, 20);
    $peer->say();
    $seen = ['first' => fgets($mine)];
    $peer->say();
    $seen['second'] = fgets($mine);
    $peer->say();
    $seen['third'] = fgets($mine);
    $seen['eof'] = feof($mine);
    $peer->result();
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
