--TEST--
read filters: what arrives is changed, in order, also what was buffered before
--EXTENSIONS--
openssl
pcntl
zlib
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// string.rot13, string.toupper, convert.base64-decode and zlib.inflate on the reading side, appended and removed.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    // With a filter PHP itself reads on until it has a whole chunk: so the writer ends first.
    $seen = [];
    $given = function (string $sent) use ($s) {
        [$mine, $peer] = $s->pair();
        fwrite($peer, $sent);
        stream_socket_shutdown($peer, STREAM_SHUT_WR);
        return $mine;
    };
    $mine = $given("uryyb\nplain\n");
    $filter = stream_filter_append($mine, 'string.rot13', STREAM_FILTER_READ);
    $seen['rot13'] = [fgets($mine), ftell($mine), stream_filter_remove($filter)];
    $seen['read before removal, filtered'] = [fgets($mine), feof($mine)];
    $mine = $given("first\nfrpbaq\n");
    $seen['before'] = fgets($mine);
    stream_filter_append($mine, 'string.rot13', STREAM_FILTER_READ);
    $seen['buffered, filtered on append'] = [fgets($mine), feof($mine)];
    $mine = $given(base64_encode("some bytes\nand more\n"));
    stream_filter_append($mine, 'convert.base64-decode', STREAM_FILTER_READ);
    $seen['base64'] = [fgets($mine), stream_get_contents($mine), feof($mine)];
    $mine = $given(gzdeflate(str_repeat('zip ', 50000)));
    stream_filter_append($mine, 'zlib.inflate', STREAM_FILTER_READ);
    $seen['inflate'] = [fread($mine, 4), md5(stream_get_contents($mine))];
    $mine = $given('chained');
    stream_filter_append($mine, 'string.toupper', STREAM_FILTER_READ);
    stream_filter_append($mine, 'string.rot13', STREAM_FILTER_READ);
    $seen['chain'] = [fread($mine, 3), fread($mine, 100), fread($mine, 100), feof($mine)];
    [$mine, $peer] = $s->pair();
    stream_set_blocking($mine, false);
    stream_filter_append($mine, 'string.toupper', STREAM_FILTER_READ);
    $seen['nothing yet'] = [fread($mine, 100), feof($mine)];
    fwrite($peer, "now\nhalf");
    $seen['now'] = [fgets($mine), fgets($mine), fgets($mine), feof($mine)];
    [$mine, $peer] = $s->pair();
    stream_set_timeout($mine, 0, 50000);
    stream_filter_append($mine, 'string.toupper', STREAM_FILTER_READ);
    fwrite($peer, "late");
    $seen['timeout'] = [fread($mine, 100), feof($mine), stream_get_meta_data($mine)['timed_out']];
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
