--TEST--
tcp_quickack is set on each accepted tls:// connection, as on tcp://
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'strace'); ?>
--FILE--
<?php
// It was read, checked and shown by xsock_info() on a tls:// server, and never set. The kernel's own value changes with the handshake,
// so the calls are looked at.
require __DIR__ . '/../inc/tls.inc';
[$printed, $lines] = trace('
    require "' . __DIR__ . '/../inc/tls.inc";
    $certs = new Certs();
    foreach ([true, false] as $value) {
        mark($value ? "on" : "off");
        $trio = tls_trio($certs, ["tcp_quickack" => $value]);
        check("connected", is_resource($trio[2]));
        unset($trio);
    }
    mark("not given");
    tls_trio($certs);
    mark("end");
    done();
', '-f -e trace=setsockopt,?access,?stat,?lstat,?newfstatat');
check('script', $printed, "2 checks, all right\n");
foreach (['on' => 'off', 'off' => 'not given', 'not given' => 'end'] as $from => $to) {
    $set = preg_grep('/TCP_QUICKACK|SOL_TCP, 12|IPPROTO_TCP, 12/', between($lines, $from, $to));
    $value = $from === 'on' ? '[1]' : '[0]';
    check("$from: once for the server, once for its connection", count($set), $from === 'not given' ? 0 : 2);
    check("$from: that value", count(array_filter($set, fn ($line) => !str_contains($line, $value))), 0);
}
done();
?>
--EXPECT--
7 checks, all right
