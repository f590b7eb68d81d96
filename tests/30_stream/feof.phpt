--TEST--
feof: false on an open stream, at once; true after the last byte was read
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// feof asks the kernel each time; a peer that closed with data in flight is not at its end before that data was read.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    stream_set_timeout($mine, 4);
    $seen = ['asked of a silent peer' => xt_waited(4, fn () => feof($mine), $end), 'silent' => $end];
    fwrite($peer, "a\nbc");
    $seen['data waiting'] = feof($mine);
    fgets($mine);
    $seen['more waiting'] = feof($mine);
    fclose($peer);
    $seen['closed, data waiting'] = feof($mine);
    $seen['read'] = fread($mine, 1);
    $seen['closed, a byte left'] = feof($mine);
    $seen['last'] = fread($mine, 1);
    $seen['closed, nothing left'] = feof($mine);
    $seen['read at eof'] = fread($mine, 1);
    $seen['again'] = feof($mine);
    $seen['meta eof'] = stream_get_meta_data($mine)['eof'];
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: intended: tls-feof
