--TEST--
stream_get_meta_data says the same, except for the name of the type
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Scripts tell transports apart by stream_type; every other key is the same.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $fresh = stream_get_meta_data($mine);
    fwrite($peer, "one\ntwo\n");
    fgets($mine);
    $buffered = stream_get_meta_data($mine);
    stream_set_blocking($mine, false);
    fclose($peer);
    fgets($mine);
    fgets($mine);
    feof($mine);
    $ended = stream_get_meta_data($mine);
    $seen = [];
    foreach (['fresh' => $fresh, 'buffered' => $buffered, 'ended' => $ended] as $when => $meta) {
        $seen["$when keys"] = array_keys($meta);
        foreach ($meta['crypto'] ?? [] as $key => $value) {
            $seen["$when crypto $key"] = $value;
        }
        unset($meta['crypto']);
        foreach ($meta as $key => $value) {
            $seen["$when $key"] = $value;
        }
    }
    return $seen;
});
?>
--EXPECT--
tcp: intended: stream-type
unix: intended: stream-type
tls: intended: crypto-meta, stream-type
