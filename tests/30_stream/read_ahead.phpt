--TEST--
read_buffer is read-ahead, not a cap: few receives for many small reads, one for a large read
--EXTENSIONS--
pcntl
xsock
--SKIPIF--
<?php
require __DIR__ . '/../inc/probe.inc';
if ($why = xt_no_strace()) {
    die("skip $why");
}
?>
--FILE--
<?php
// Counted by strace: 1000 fgetc from one receive, fread of 200,000 not cut into pieces of the read buffer.
require __DIR__ . '/../inc/checks.inc';

[$server, $peer, $conn] = trio('tcp://127.0.0.1:0', ['so_rcvbuf' => 400000]);
$receives = fn (callable $body): int => xt_syscalls($body)['recvfrom'] ?? 0;

fwrite($peer, str_repeat('c', 999) . "\n" . "line\n");
check('1000 fgetc and a fgets, one receive', $receives(function () use ($conn) {
    for ($i = 0; $i < 1000; $i++) {
        fgetc($conn);
    }
    check('fgets', fgets($conn), "line\n");
}), 1);

fwrite($peer, str_repeat("a line of thirty characters..\n", 200));
check('200 lines of 6,000 bytes, one receive', $receives(function () use ($conn) {
    for ($i = 0; $i < 200; $i++) {
        fgets($conn);
    }
}), 1);

fwrite($peer, str_repeat('x', 60000));
check('fread of 60,000 is one receive', $receives(function () use ($conn, &$got) {
    $got = fread($conn, 60000);
}), 1);
check('got all', strlen($got), 60000);

fwrite($peer, 'abcdefgh');
check('many small freads, one receive', $receives(function () use ($conn) {
    check('small', fread($conn, 1) . fread($conn, 2) . fread($conn, 3), 'abcdef');
}), 1);
check('select asks nobody for buffered bytes', $receives(function () use ($conn) {
    $r = [$conn];
    check('ready', stream_select($r, $w, $e, 0), 1);
}), 0);
check('the rest', fread($conn, 100), 'gh');

[$server, $peer, $conn] = trio('tcp://127.0.0.1:0', ['read_buffer' => 100]);
fwrite($peer, str_repeat('y', 1000));
check('10 reads of 10, one receive of 100', $receives(function () use ($conn) {
    for ($i = 0; $i < 10; $i++) {
        fread($conn, 10);
    }
}), 1);
check('fread of 900 is one receive', $receives(function () use ($conn, &$got) {
    $got = fread($conn, 900);
}), 1);
check('got the rest', strlen($got), 900);
done();
?>
--EXPECT--
13 checks, all right
