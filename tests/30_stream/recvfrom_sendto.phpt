--TEST--
stream_socket_recvfrom and sendto on a connected stream
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// On a stream socket they are recv and send; PEEK leaves the bytes where they are.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $seen = ['sendto' => stream_socket_sendto($mine, 'hello'), 'arrives' => fread($peer, 100)];
    fwrite($peer, 'abcdef');
    $seen['peek'] = stream_socket_recvfrom($mine, 3, STREAM_PEEK, $from);
    $seen['peek again'] = stream_socket_recvfrom($mine, 100, STREAM_PEEK, $from);
    $seen['part'] = stream_socket_recvfrom($mine, 4, 0, $from);
    $seen['rest by fread'] = fread($mine, 10);
    $seen['from'] = $from;
    fclose($peer);
    $seen['at end'] = stream_socket_recvfrom($mine, 10);
    $seen['feof'] = feof($mine);
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: intended: tls-recvfrom
