--TEST--
a peer that closes with data in flight: every byte arrives, then eof
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// 200,000 bytes are on their way when the peer closes; the reader starts late and gets them all.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->peer(function ($conn) {
        $put = fwrite($conn, str_repeat('0123456789', 20000));
        fclose($conn);
        return $put;
    });
    $got = '';
    while (!feof($mine)) {
        $got .= fread($mine, 30000);
    }
    return ['sent' => $peer->result(), 'got' => strlen($got), 'right' => $got === str_repeat('0123456789', 20000), 'eof' => feof($mine)];
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
