--TEST--
urgent data: stream_socket_sendto and recvfrom with STREAM_OOB
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// One urgent byte goes past the others; stream_select reports it in the third array.
require __DIR__ . '/../inc/both.inc';
both(['tcp'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    fwrite($peer, 'normal');
    $seen = ['urgent out' => stream_socket_sendto($peer, '!', STREAM_OOB)];
    $r = $w = null;
    $e = [$mine];
    $seen['except'] = stream_select($r, $w, $e, 10);
    $seen['urgent in'] = stream_socket_recvfrom($mine, 1, STREAM_OOB);
    $seen['normal in'] = fread($mine, 100);
    $seen['out'] = stream_socket_sendto($mine, '?', STREAM_OOB);
    $r = $w = null;
    $e = [$peer];
    $seen['peer except'] = stream_select($r, $w, $e, 10);
    $seen['peer urgent'] = stream_socket_recvfrom($peer, 1, STREAM_OOB);
    return $seen;
});
?>
--EXPECT--
tcp: equal
