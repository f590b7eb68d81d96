--TEST--
stream_get_line: endings of several bytes, lengths, no ending, pieces
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The ending may be cut in two by the network; a length may come before it.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    stream_set_blocking($mine, false);
    $seen = [];
    foreach (["one--", "two-", "-three", "--", str_repeat('x', 9000) . '--', '--', 'end'] as $i => $piece) {
        fwrite($peer, $piece);
        $seen["after piece $i"] = [stream_get_line($mine, 20000, '--'), stream_get_line($mine, 20000, '--')];
    }
    $seen['no ending given'] = stream_get_line($mine, 2);
    fwrite($peer, 'abcdefgh--ij');
    fclose($peer);
    stream_set_blocking($mine, true);
    $seen['short length'] = [stream_get_line($mine, 4, '--'), stream_get_line($mine, 100, '--'), stream_get_line($mine, 100, '--')];
    $seen['end'] = [stream_get_line($mine, 100, '--'), feof($mine)];
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
