--TEST--
a connected datagram stream: write, read, select, names, meta data
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// The client's side; its answers come by fread.
require __DIR__ . '/../inc/both.inc';
both(['udp', 'udg'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    stream_set_timeout($mine, 0, 50000);
    $seen = ['write' => fwrite($mine, 'hello'), 'arrives' => stream_socket_recvfrom($peer, 100, 0, $from)];
    $seen['write 2'] = [fwrite($mine, 'a'), fwrite($mine, 'b'), fread($peer, 10), fread($peer, 10)];
    $seen['from'] = (string) $from === (string) stream_socket_get_name($mine, false);
    $seen['remote'] = stream_socket_get_name($mine, true);
    $meta = stream_get_meta_data($mine);
    unset($meta['stream_type']);
    $seen['meta'] = $meta;
    $seen['silent'] = [xt_seconds(fn () => fread($mine, 10), $got) >= 0.04, $got, stream_get_meta_data($mine)['timed_out'], feof($mine)];
    if ($s->kind === 'udp') {
        stream_socket_sendto($peer, 'answer', 0, $from);
        $r = [$mine];
        $w = $e = null;
        $seen['select'] = stream_select($r, $w, $e, 10);
        $seen['answer'] = fread($mine, 100);
    }
    $seen['shutdown'] = stream_socket_shutdown($mine, STREAM_SHUT_WR);
    $seen['close'] = fclose($mine);
    return $seen;
}, ['client']);
?>
--EXPECT--
udp: equal
udg: equal
