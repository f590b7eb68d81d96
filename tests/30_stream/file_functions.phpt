--TEST--
fstat, ftell, fseek, flock and the others answer as on core sockets
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// What a socket cannot do, it refuses with the same value and the same words.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    fwrite($peer, "0123456789\n");
    $seen = [
        'mode' => decoct(fstat($mine)['mode'] & 0170000),
        'fstat keys' => count(fstat($mine)),
        'ftell' => ftell($mine),
        'read' => fread($mine, 4),
        'ftell after read' => ftell($mine),
        'fseek' => fseek($mine, 0),
        'seek forward' => fseek($mine, 2, SEEK_CUR),
        'after' => fread($mine, 2),
        'rewind' => rewind($mine),
        'ftruncate' => ftruncate($mine, 0),
        'flock' => flock($mine, LOCK_SH),
        'fflush' => fflush($mine),
        'fsync' => fsync($mine),
        'is_local' => stream_is_local($mine),
        'supports_lock' => stream_supports_lock($mine),
        'isatty' => stream_isatty($mine),
        'write' => fwrite($mine, 'abc'),
        'ftell after write' => ftell($mine),
        'type' => get_resource_type($mine),
        'is_resource' => is_resource($mine),
        'close' => fclose($mine),
        'closed' => gettype($mine),
    ];
    [$seen['close twice']] = xt_caught(fn () => fclose($mine));
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
