--TEST--
stream_set_chunk_size, stream_set_read_buffer, stream_set_write_buffer
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Reading goes on rightly after each of them, also with bytes in the buffer.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    fwrite($peer, "one\ntwo\nthree\nfour\n");
    $seen = [
        'chunk' => stream_set_chunk_size($mine, 100),
        'chunk before' => stream_set_chunk_size($mine, 4),
        'line 1' => fgets($mine),
        'read_buffer 0' => stream_set_read_buffer($mine, 0),
        'line 2' => fgets($mine),
        'part' => fread($mine, 2),
        'read_buffer 100' => stream_set_read_buffer($mine, 100),
        'line 3' => fgets($mine),
        'write_buffer 0' => stream_set_write_buffer($mine, 0),
        'file_buffer 0' => stream_set_write_buffer($mine, 0),
        'chunk 1' => stream_set_chunk_size($mine, 1),
        'line 4' => fgets($mine),
    ];
    fwrite($peer, 'abc');
    $seen['unbuffered'] = fread($mine, 10);
    $seen['meta'] = stream_get_meta_data($mine)['unread_bytes'];
    [$seen['chunk 0']] = xt_caught(fn () => stream_set_chunk_size($mine, 0));
    return $seen;
});
?>
--EXPECT--
tcp: intended: set-write-buffer
unix: intended: set-write-buffer
tls: intended: set-write-buffer
