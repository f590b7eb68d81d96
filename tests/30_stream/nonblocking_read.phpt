--TEST--
non-blocking reads come back at once, with nothing, and never with eof
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// '' and false mean 'nothing now' here; only the peer's close makes eof.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $seen = ['set' => stream_set_blocking($mine, false), 'blocked' => stream_get_meta_data($mine)['blocked']];
    foreach (['fread' => fn ($c) => fread($c, 10), 'fgets' => 'fgets', 'fgetc' => 'fgetc', 'get_line' => fn ($c) => stream_get_line($c, 10, "\n"),
        'get_contents' => 'stream_get_contents', 'recvfrom' => fn ($c) => stream_socket_recvfrom($c, 10)] as $name => $read) {
        $seen[$name] = $read($mine);
        $seen["$name feof"] = feof($mine);
        $seen["$name timed_out"] = stream_get_meta_data($mine)['timed_out'];
    }
    fwrite($peer, "line\nhalf");
    $seen['fgets line'] = fgets($mine);
    $seen['fgets half'] = fgets($mine);
    fwrite($peer, "way\n");
    $seen['fgets rest'] = fgets($mine);
    fwrite($peer, 'bytes');
    $seen['fread data'] = fread($mine, 100);
    fwrite($peer, 'last');
    fclose($peer);
    $seen['fread last'] = fread($mine, 100);
    $seen['fread eof'] = fread($mine, 100);
    $seen['feof'] = feof($mine);
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
