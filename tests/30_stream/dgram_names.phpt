--TEST--
datagram sockets: names, meta data, stat, what they refuse
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// Bound and connected; accept, listen and shutdown make no sense on them.
require __DIR__ . '/../inc/both.inc';
both(['udp', 'udg'], function (Side $s): array {
    $mine = $s->listen();
    $meta = stream_get_meta_data($mine);
    unset($meta['stream_type']);
    $seen = [
        'local' => $s->kind === 'udg' ? basename(stream_socket_get_name($mine, false)) === basename($s->addressOf($mine)) : stream_socket_get_name($mine, false),
        'remote' => stream_socket_get_name($mine, true),
        'meta' => $meta,
        'mode' => decoct(fstat($mine)['mode'] & 0170000),
        'is_local' => stream_is_local($mine),
        'lock' => stream_supports_lock($mine),
        'isatty' => stream_isatty($mine),
        'fflush' => fflush($mine),
        'ftell' => ftell($mine),
        'fseek' => fseek($mine, 0),
        'blocking' => stream_set_blocking($mine, false),
        'fgets nothing' => fgets($mine),
        'feof' => feof($mine),
        'read_buffer' => stream_set_read_buffer($mine, 0),
        'chunk' => stream_set_chunk_size($mine, 100),
    ];
    $peer = stream_socket_client("$s->kind://" . $s->addressOf($mine));
    fwrite($peer, "line 1\nline 2\n");
    $seen['lines of one datagram'] = [fgets($mine), fgets($mine), fgets($mine)];
    fwrite($peer, 'copy me');
    $into = fopen('php://memory', 'w+');
    $seen['copied'] = [stream_copy_to_stream($mine, $into), rewind($into), fread($into, 100)];
    return $seen;
}, ['server']);
?>
--EXPECT--
udp: equal
udg: equal
