--TEST--
An error after the first connection does not cost those already taken; the next call reports it
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// The second of three waiting clients meets EMFILE: the first is handed out, then the error, then the other two.
require __DIR__ . '/../inc/checks.inc';
[$printed, $lines] = trace('
    $server = xsock_server("tcp://127.0.0.1:0");
    for ($i = 0; $i < 3; $i++) {
        $clients[] = client_of($server);
    }
    readable($server);
    $first = xsock_accept_many($server, 64, 0.0, $peers, $code);
    check("first", [count($first), count($peers), $code], [1, 1, 0]);
    check("no warning yet", warned(), "");
    $second = xsock_accept_many($server, 64, 0.0, $peers, $code);
    check("the error", [$second, $peers, $code], [[], [], 24]);
    check_has("warning", warned(), "xsock_accept_many()", "Too many open files");
    $third = xsock_accept_many($server, 64, 10, $peers, $code);
    check("the rest", [count($third), count($peers), $code], [2, 2, 0]);
    done();
', '-e trace=accept4 -e inject=accept4:error=EMFILE:when=2');
echo $printed;
check('provoked', count(preg_grep('~INJECTED~', $lines)), 1);
done();
?>
--EXPECT--
5 checks, all right
1 checks, all right
