--TEST--
Errors of the network that Linux reports by accept are passed over as well
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// accept(2): "ENETDOWN, EPROTO, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, EOPNOTSUPP and ENETUNREACH ... like EAGAIN".
require __DIR__ . '/../inc/checks.inc';
foreach (['ENETDOWN', 'ENOPROTOOPT', 'EHOSTDOWN', 'ENONET', 'EHOSTUNREACH', 'ENETUNREACH'] as $error) {
    [$printed, $lines] = trace('
        $server = xsock_server("tcp://127.0.0.1:0");
        $client = client_of($server);
        $connection = xsock_accept($server, 10, $peer, $code);
        check("accepted", [is_resource($connection), $code], [true, 0]);
        done();
    ', "-e trace=accept4 -e inject=accept4:error=$error:when=1");
    check($error, $printed, "1 checks, all right\n");
}
done();
?>
--EXPECT--
6 checks, all right
