--TEST--
write filters: what leaves is changed; flushed at close
--EXTENSIONS--
openssl
pcntl
zlib
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// string.rot13, convert.base64-encode and zlib.deflate on the writing side; the last block comes with fclose or removal.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $seen = [];
    [$mine, $peer] = $s->pair();
    $filter = stream_filter_append($mine, 'string.rot13', STREAM_FILTER_WRITE);
    $seen['rot13'] = [fwrite($mine, "hello\n"), fgets($peer)];
    stream_filter_remove($filter);
    $seen['plain'] = [fwrite($mine, "hello\n"), fgets($peer)];
    stream_filter_append($mine, 'convert.base64-encode', STREAM_FILTER_WRITE);
    $seen['base64'] = [fwrite($mine, 'abcdefgh'), fflush($mine), fclose($mine), stream_get_contents($peer)];
    [$mine, $peer] = $s->pair();
    stream_filter_append($mine, 'zlib.deflate', STREAM_FILTER_WRITE, ['window' => -15]);
    $seen['deflate'] = [fwrite($mine, str_repeat('zip ', 5000)), fclose($mine), md5(gzinflate(stream_get_contents($peer)))];
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
