--TEST--
stream_socket_recvfrom takes buffered bytes first, and in order
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// fgets buffered two lines; core's recvfrom ignores the second and waits for the network, past any timeout.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    fwrite($peer, "one\ntwo\n");
    $seen = ['fgets' => fgets($mine)];
    stream_set_blocking($mine, false);
    $seen['peek'] = stream_socket_recvfrom($mine, 3, STREAM_PEEK);
    $seen['recvfrom'] = stream_socket_recvfrom($mine, 2);
    fwrite($peer, "three\n");
    $seen['rest'] = (string) fgets($mine) . fgets($mine);
    return $seen;
});
?>
--EXPECT--
tcp: intended: recvfrom-order
unix: intended: recvfrom-order
tls: intended: recvfrom-order
