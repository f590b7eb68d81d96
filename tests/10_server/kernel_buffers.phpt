--TEST--
so_rcvbuf is set before listen, so that the connection's window can grow to it
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// Set afterwards the window scale is already fixed: the kernel would hold the buffer but never offer it.
require __DIR__ . '/../inc/checks.inc';
[$printed, $lines] = trace('
    mark("a");
    $server = xsock_server("tcp://127.0.0.1:0", so_rcvbuf: 300000, so_sndbuf: 200000);
    mark("b");
    echo xsock_info($server)["so_rcvbuf"], " ", xsock_info($server)["so_sndbuf"];
');
$max = fn($name, $n) => min($n, (int) file_get_contents("/proc/sys/net/core/$name")) * 2;
check('values', $printed, $max('rmem_max', 300000) . ' ' . $max('wmem_max', 200000));
$order = [];
foreach (between($lines, 'a', 'b') as $line) {
    $order[] = preg_match('~SO_RCVBUF|SO_SNDBUF|^bind|^listen~', $line, $m) ? $m[0] : null;
}
check('order', implode(' ', array_filter($order)), 'SO_RCVBUF SO_SNDBUF bind listen');
done();
?>
--EXPECT--
2 checks, all right
