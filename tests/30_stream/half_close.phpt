--TEST--
half-close: each direction ends by itself
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// After shutdown of one direction the other goes on: requests end with a shutdown, the answer still comes.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $seen = [];
    [$mine, $peer] = $s->pair();
    fwrite($mine, "question\n");
    $seen['shut WR'] = stream_socket_shutdown($mine, STREAM_SHUT_WR);
    $seen['peer reads'] = stream_get_contents($peer);
    $seen['peer at end'] = feof($peer);
    fwrite($peer, "answer\n");
    $seen['answer'] = fgets($mine);
    $seen['write after'] = fwrite($mine, 'more');
    $seen['open for reading'] = feof($mine);
    fclose($peer);
    $seen['end'] = [fgets($mine), feof($mine)];
    [$mine, $peer] = $s->pair();
    fwrite($peer, 'before');
    stream_socket_shutdown($peer, STREAM_SHUT_WR);
    $seen['read to end'] = stream_get_contents($mine);
    $seen['eof'] = feof($mine);
    $seen['still writes'] = fwrite($mine, "after\n");
    $seen['arrives'] = fgets($peer);
    $seen['shut RD'] = stream_socket_shutdown($mine, STREAM_SHUT_RD);
    $seen['shut RDWR'] = stream_socket_shutdown($mine, STREAM_SHUT_RDWR);
    $seen['peer end'] = [fgets($peer), feof($peer)];
    [$mine, $peer] = $s->pair();
    $seen['shut RD first'] = stream_socket_shutdown($mine, STREAM_SHUT_RD);
    $seen['reads after'] = [fread($mine, 10), feof($mine)];
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: intended: dead-peer
