--TEST--
1 MB each way, in odd pieces, both sums right
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The writer's pieces and the reader's sizes have nothing in common; the bytes do.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $data = random_bytes(1 << 20);
    [$mine, $peer] = $s->peer(function ($conn) use ($data) {
        $got = '';
        while (strlen($got) < strlen($data)) {
            $got .= fread($conn, 70001);
        }
        for ($at = 0; $at < strlen($data); $at += 33333) {
            fwrite($conn, substr($data, $at, 33333));
        }
        return md5($got);
    });
    for ($at = 0; $at < strlen($data); $at += 12345) {
        fwrite($mine, substr($data, $at, 12345));
    }
    $got = fgets($mine) ?: '';
    for ($i = 0; !feof($mine); $i++) {
        $got .= [fn () => fread($mine, 100000), fn () => fgets($mine), fn () => fread($mine, 17),
            fn () => stream_get_line($mine, 5000), fn () => fgetc($mine), fn () => fread($mine, 8192)][$i % 6]();
    }
    return ['there' => $peer->result() === md5($data), 'back' => md5($got) === md5($data), 'length' => strlen($got)];
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
