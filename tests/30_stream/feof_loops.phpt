--TEST--
the loops of the manual end: while (!feof) with fread, fgets and fgetc
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Loops around feof are how most scripts read to the end. None may spin or lose a byte.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $seen = [];
    foreach (['fread' => fn ($c) => fread($c, 7), 'fgets' => 'fgets', 'fgetc' => 'fgetc'] as $name => $read) {
        [$mine, $peer] = $s->pair();
        fwrite($peer, $sent = "first line\nsecond line\nunfinished");
        fclose($peer);
        $got = '';
        for ($rounds = 0; !feof($mine) && $rounds < 1000; $rounds++) {
            $got .= $read($mine);
        }
        $seen[$name] = [$got === $sent, $rounds];
    }
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
