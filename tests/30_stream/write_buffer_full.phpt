--TEST--
a non-blocking stream with a write_buffer says how much it took and loses nothing
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// When kernel and buffer are full fwrite says so; what it took arrives, in order, once; the stream stays writable later.
require __DIR__ . '/../inc/tls.inc';

foreach (['tcp', 'tls'] as $kind) {
    [$server, $peer, $conn] = trio("$kind://127.0.0.1:0", ['write_buffer' => 4096, 'so_sndbuf' => 100000]);
    stream_set_blocking($conn, false);
    stream_set_blocking($peer, false);
    $said = hash_init('crc32b');
    $heard = hash_init('crc32b');
    $sent = $got = 0;
    $drain = function () use ($peer, $heard, &$got, &$sent): void {
        while ($got < $sent && readable($peer, 1)) {
            $part = fread($peer, 100000);
            hash_update($heard, $part);
            $got += strlen($part);
        }
    };
    $corner = random_bytes(500);
    foreach ([100, 1500, 70000] as $size) {
        $calls = 0;
        do {
            $block = random_bytes($size);
            $put = fwrite($conn, $block);
            hash_update($said, substr($block, 0, (int) $put));
            $sent += (int) $put;
            $w = [$conn]; // full is full only when it stays so: the kernel still makes room for a while
        } while (($put === $size || stream_select($r, $w, $e, 0, 200000)) && ++$calls < 500000);
        check("full at last with $size", is_int($put) && $put < $size);
        for ($i = 0; $i < 50000 && ($put = fwrite($conn, $corner)) > 0; $i++) { // into the last corners
            hash_update($said, substr($corner, 0, $put));
            $sent += $put;
        }
        check("then nothing is taken with $size", $put, 0);
        $w = [$conn];
        check("not writable with $size", stream_select($r, $w, $e, 0), 0);
        $drain();
        for ($i = 0; $i < 1000 && $got < $sent; $i++) { // what was gathered follows as we let it
            fflush($conn);
            $drain();
        }
        check("all that was taken arrived with $size", $got, $sent);
        $w = [$conn];
        check("writable again with $size", stream_select($r, $w, $e, 5), 1);
    }
    check('the same bytes', hash_final($said) === hash_final($heard));
}
done();
?>
--EXPECT--
32 checks, all right
