--TEST--
recv_fds: surplus and lost descriptors are closed and told, none leaks
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/carrier.inc';
[$a, $b] = carrier();
$file = fopen('php://temp/maxmemory:0', 'w+');
fwrite($file, 'x');
$open = count(xt_fds());
check('ten', xsock_send_fds($a, array_fill(0, 10, $file)), 1);
$got = xsock_recv_fds($b, 3);
check('three', count($got), 3);
check_has('said', warned(), '10 descriptors came, 7 more');
$got = null;
check('none left', count(xt_fds()), $open);

check('as many as the kernel takes', xsock_send_fds($a, array_fill(0, 253, $file)), 1);
check('all', count($got = xsock_recv_fds($b, 253)), 253);
$got = null;
check('none left', count(xt_fds()), $open);
check_throws('one more', ValueError::class, fn() => xsock_send_fds($a, array_fill(0, 254, $file)), '1 to 253', '254 given');
check_throws('thousands', ValueError::class, fn() => xsock_send_fds($a, array_fill(0, 10000, $file)), '1 to 253', '10000 given');
check_throws('none', ValueError::class, fn() => xsock_send_fds($a, []), '1 to 253');
check_throws('limit 0', ValueError::class, fn() => xsock_recv_fds($b, 0), 'between 1 and 253');
check_throws('limit 254', ValueError::class, fn() => xsock_recv_fds($b, 254), 'between 1 and 253');

// Bytes and descriptors keep their order: one message with descriptors at a time, bytes in front of it may come with it.
fwrite($a, 'before ');
xsock_send_fds($a, [$file], 'one');
xsock_send_fds($a, [$file, $file], 'two');
fwrite($a, 'behind');
check('one', count(xsock_recv_fds($b, data: $data)), 1);
check('its bytes', $data, 'before one');
check('two', count(xsock_recv_fds($b, data: $data)), 2);
check('its bytes', $data, 'two');
check('bytes alone', [xsock_recv_fds($b, data: $data), $data], [[], 'behind']);
stream_set_blocking($b, false);
check('nothing there', [xsock_recv_fds($b, data: $data), $data], [[], '']);
stream_set_blocking($b, true);
stream_set_timeout($b, 0, 50000);
check('nobody', [xsock_recv_fds($b), stream_get_meta_data($b)['timed_out']], [[], true]);
stream_set_timeout($b, 20);

// What was read ahead has lost its descriptors: told, not hidden.
fwrite($a, "line\nmore");
xsock_send_fds($a, [$file], "\n");
check('fgets', fgets($b), "line\n");
check('refused', xsock_recv_fds($b), false);
check_has('said', warned(), 'read ahead');
fgets($b);

// This process may have no more: what is lost is told.
$printed = run_php('
    require "' . dirname(__DIR__) . '/inc/carrier.inc";
    [$a, $b] = carrier();
    $file = fopen("php://temp/maxmemory:0", "w+");
    fwrite($file, "x");
    xsock_send_fds($a, array_fill(0, 100, $file));
    $got = xsock_recv_fds($b, 253);
    echo count($got) < 60 ? "some" : count($got), "\n", warned(), "\n";
    $got = null;
    xsock_send_fds($a, [$file], "again");
    echo count(xsock_recv_fds($b, 253, $data)), $data, "\n";
', 'ulimit -n 60; exec');
check_has('out of descriptors', $printed, "some\nxsock_recv_fds(): Descriptors were lost", '1again');

fclose($a);
check('the end', [xsock_recv_fds($b), feof($b)], [false, true]);
check_no_leak('passing', function () use ($file) {
    static $pair;
    $pair ??= carrier();
    xsock_send_fds($pair[0], [$file, $file, $file]);
    xsock_recv_fds($pair[1], 2);
    try {
        xsock_send_fds($pair[0], [$file, 'no stream']);
    } catch (TypeError) {
    }
});
done();
?>
--EXPECT--
31 checks, all right
