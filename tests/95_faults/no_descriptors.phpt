--TEST--
Out of descriptors when opening or connecting: EMFILE, a text with the step, nothing leaked
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('proc'); ?>
--FILE--
<?php
// RLIMIT_NOFILE, for real.
require __DIR__ . '/../inc/checks.inc';
echo run_php(<<<'SCRIPT'
    $there = stream_socket_server('tcp://127.0.0.1:0');
    $dir = scratch();
    $taken = [];
    while ($file = @fopen('/dev/null', 'r')) {
        $taken[] = $file;
    }
    foreach (['tcp://127.0.0.1:0', 'udp://127.0.0.1:0', "unix://$dir/a", "udg://$dir/a"] as $address) {
        check($address, [xsock_server($address, $code, $text, options: []), $code], [false, 24]);
        check("$address text", $text, "socket $address: Too many open files");
        check("$address warning", warned(), "xsock_server(): $text");
    }
    check('client', [xsock_client('tcp://' . stream_socket_get_name($there, false), $code, $text), $code], [false, 24]);
    check_has('client text', $text, 'Too many open files');
    check_has('client warning', warned(), $text);
    array_splice($taken, -2);
    $one = xsock_server('tcp://127.0.0.1:0', $code, $text);
    check('two descriptors are enough for a server', [is_resource($one), $code], [true, 0]);
    fclose($one);
    check('and they come back', [is_resource($taken[] = fopen('/dev/null', 'r')), is_resource($taken[] = fopen('/dev/null', 'r'))], [true, true]);
    $taken = [];
    check('files', glob("$dir/*"), []);
    done();
    SCRIPT, 'ulimit -n 40; exec');
?>
--EXPECT--
18 checks, all right
