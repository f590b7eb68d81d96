--TEST--
accept takes the next client on ECONNABORTED, EPROTO and EAGAIN
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// With core each of them is a warning and a false, in a loop that is told somebody is there.
require __DIR__ . '/../inc/checks.inc';
foreach (['ECONNABORTED' => 1, 'EPROTO' => 1, 'EAGAIN' => 0] as $error => $aborted) {
    foreach (['xsock_accept($server, 10, $peer, $code)', '(xsock_accept_many($server, 1, 10, $peers, $code)[0] ?? false)', 'stream_socket_accept($server, 10)'] as $i => $call) {
        [$printed, $lines] = trace('
            $server = xsock_server("tcp://127.0.0.1:0");
            $client = client_of($server);
            $code = 0;
            $connection = ' . $call . ';
            check("accepted", is_resource($connection));
            check("code", $code, 0);
            check("aborted", xsock_info($server)["aborted"], ' . $aborted . ');
            check("accepted", xsock_info($server)["accepted"], 1);
            fwrite($client, "hello\n");
            check("works", fgets($connection), "hello\n");
            done();
        ', "-e trace=accept4,accept,poll -e inject=accept4:error=$error:when=1");
        check("$error $i", $printed, "5 checks, all right\n");
        check("$error $i provoked", count(preg_grep('~INJECTED~', $lines)), 1);
    }
}
// With timeout 0 EAGAIN means that nobody is there (another worker was faster), which is no error.
[$printed, $lines] = trace('
    $server = xsock_server("tcp://127.0.0.1:0");
    $client = client_of($server);
    readable($server);
    $code = 7;
    check("nobody", [xsock_accept($server, 0, $peer, $code), $code], [false, 0]);
    check("no warning", warned(), "");
    check("the next call", is_resource(xsock_accept($server, 0)));
    done();
', '-e trace=accept4 -e inject=accept4:error=EAGAIN:when=1');
check('timeout 0', $printed, "3 checks, all right\n");
done();
?>
--EXPECT--
19 checks, all right
