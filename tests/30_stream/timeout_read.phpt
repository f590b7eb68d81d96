--TEST--
a silent peer: fread, fgets and stream_get_contents come back after the timeout
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// stream_set_timeout bounds the wait, timed_out says so, eof stays false, and the next bytes are read as if nothing had happened.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $seen = ['set' => stream_set_timeout($mine, 0, 30000)];
    foreach (['fread' => fn ($c) => fread($c, 10), 'fgets' => 'fgets', 'fgetc' => 'fgetc', 'get_line' => fn ($c) => stream_get_line($c, 10, "\n"),
        'get_contents' => 'stream_get_contents'] as $name => $read) {
        $seen[$name] = [xt_seconds(fn () => $read($mine), $got) >= 0.02, $got];
        $seen["$name timed_out"] = stream_get_meta_data($mine)['timed_out'];
        $seen["$name eof"] = feof($mine);
        fwrite($peer, "x\n");
        $seen["$name then"] = fgets($mine);
        $seen["$name timed_out after data"] = stream_get_meta_data($mine)['timed_out'];
    }
    fwrite($peer, 'half a li');
    $seen['half a line'] = fgets($mine);
    fwrite($peer, "ne\n");
    $seen['its rest'] = fgets($mine);
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: intended: timed-out-again
