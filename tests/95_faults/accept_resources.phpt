--TEST--
EMFILE, ENFILE, ENOBUFS and ENOMEM from accept: false, that code, a warning, and the next accept works
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// The listener stays usable; nobody who waits is lost.
require __DIR__ . '/../inc/checks.inc';
foreach (['EMFILE' => 24, 'ENFILE' => 23, 'ENOBUFS' => 105, 'ENOMEM' => 12] as $error => $errno) {
    [$printed, $lines] = trace('
        $server = xsock_server("tcp://127.0.0.1:0");
        $client = client_of($server);
        check("refused", [xsock_accept($server, 10, $peer, $code, $text), $code], [false, ' . $errno . ']);
        check_has("text", $text, "accept tcp://127.0.0.1:0: ");
        check("warning", warned(), "xsock_accept(): $text");
        check("the next call", is_resource(xsock_accept($server, 10, $peer, $code)));
        check("code", $code, 0);
        $client = client_of($server);
        check("select finds the next one", readable($server));
        done();
    ', "-e trace=accept4 -e inject=accept4:error=$error:when=1");
    check($error, $printed, "6 checks, all right\n");
    check("$error provoked", count(preg_grep('~INJECTED~', $lines)), 1);
}
done();
?>
--EXPECT--
8 checks, all right
