--TEST--
a blocking read that already holds bytes of its call does not wait for more
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// PHP below 8.3 asks the transport again although bytes were buffered; the book-keeping of moved bytes tells us so.
// Each case: something that leaves bytes in the buffer, then a read that must come back at once.
require __DIR__ . '/../inc/tls.inc';

foreach (['tcp://127.0.0.1:0', 'tls://127.0.0.1:0'] as $at) {
    [$server, $peer, $conn] = trio($at);
    stream_set_timeout($conn, 4);
    $at_once = function (string $what, callable $read, mixed $want) use ($at, $conn): void {
        check("$at $what, time", xt_waited(4, fn () => $read($conn), $got), 'at once');
        check($what, $got, $want);
    };
    $put = fn (string $bytes) => fwrite($peer, $bytes);
    $fread = fn ($c) => fread($c, 100);

    $put("a\nbc");
    check('fgets', fgets($conn), "a\n");
    $at_once('fread after fgets', $fread, 'bc');
    $put('xyz');
    check('fgetc', fgetc($conn), 'x');
    $at_once('fread after fgetc', $fread, 'yz');
    $put('k;rest');
    check('get_line', stream_get_line($conn, 100, ';'), 'k');
    $at_once('fread after get_line', $fread, 'rest');
    $put('abcdef');
    check('part', fread($conn, 2), 'ab');
    $at_once('fread after part', $fread, 'cdef');
    $put("l\nmore");
    fgets($conn);
    check('a write between', fwrite($conn, 'written'), 7);
    $at_once('fread after fgets and fwrite', $fread, 'more');
    $put("l\nmm");
    fgets($conn);
    $at_once('fread of exactly what is there', fn ($c) => fread($c, 2), 'mm');
    $put("l\npq");
    fgets($conn);
    $at_once('recvfrom', fn ($c) => stream_socket_recvfrom($c, 100), 'pq');
    $put("one\ntwo\nthr");
    check('first', fgets($conn), "one\n");
    $at_once('fgets of a second line', 'fgets', "two\n");
    $at_once('fread of half a third', $fread, 'thr');
    $put("peek\nx");
    check('peek', stream_socket_recvfrom($conn, 4, STREAM_PEEK), 'peek');
    $at_once('fgets after peek', 'fgets', "peek\n");
    $at_once('and the rest', $fread, 'x');

    // And what must wait still waits: half a line, an empty buffer.
    stream_set_timeout($conn, 0, 50000);
    $put('half');
    check('fgets waits for its end', xt_waited(0.05, fn () => fgets($conn)) !== 'at once');
    stream_get_contents($conn, 4);
    $at_end = xt_seconds(fn () => fread($conn, 10), $got) >= 0.04;
    check('fread of nothing waits', [$at_end, $got, stream_get_meta_data($conn)['timed_out']], [true, false, true]);
    stream_set_timeout($conn, 4);
    $put('ok');
    $at_once('after a timeout', $fread, 'ok');
}
done();
?>
--EXPECT--
66 checks, all right
