--TEST--
stream_get_meta_data of a listener
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// A listener is not at its end, not timed out, and blocking unless told otherwise.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $listener = $s->listen();
    $seen = stream_get_meta_data($listener);
    stream_set_blocking($listener, false);
    $seen['blocked later'] = stream_get_meta_data($listener)['blocked'];
    $seen['feof'] = feof($listener);
    $seen['fread'] = @fread($listener, 10);
    $seen['fwrite'] = @fwrite($listener, 'x');
    $seen['close'] = fclose($listener);
    return $seen;
}, ['server']);
?>
--EXPECT--
tcp: intended: stream-type
unix: intended: stream-type
tls: intended: stream-type
