--TEST--
a stream is both readable and writable; closed streams are refused
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// TypeErrors for closed resources have core's words.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    fclose($mine);
    $seen = [];
    foreach (['fread' => fn ($c) => fread($c, 1), 'fwrite' => fn ($c) => fwrite($c, 'x'), 'feof' => 'feof',
        'meta' => 'stream_get_meta_data', 'name' => fn ($c) => stream_socket_get_name($c, true),
        'blocking' => fn ($c) => stream_set_blocking($c, true)] as $name => $call) {
        [$seen[$name]] = xt_caught(fn () => $call($mine));
    }
    $seen['peer sees end'] = [fread($peer, 1), feof($peer)];
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
