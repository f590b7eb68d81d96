--TEST--
Connecting: refused, unreachable, timed out, interrupted: real errno, step and address
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// The client half of the same rule.
require __DIR__ . '/../inc/checks.inc';
$server = stream_socket_server('tcp://127.0.0.1:0');
$port = port_of($server);
$closed = stream_socket_server('tcp://127.0.0.1:0');
$closed_port = port_of($closed);
fclose($closed);
check('refused', xsock_client("tcp://127.0.0.1:$closed_port", $code, $text), false);
check('refused, code', $code, 111);
check('refused, text', $text, "connect tcp://127.0.0.1:$closed_port: Connection refused");
check('refused, warning', warned(), "xsock_client(): $text");
foreach (['ENETUNREACH' => 101, 'EHOSTUNREACH' => 113, 'ETIMEDOUT' => 110, 'EACCES' => 13, 'ENOBUFS' => 105] as $error => $errno) {
    [$printed, $lines] = trace('
        $fds = xt_fds();
        check("failed", [xsock_client("tcp://127.0.0.1:' . $port . '", $code, $text), $code], [false, ' . $errno . ']);
        check_has("text", $text, "connect tcp://127.0.0.1:' . $port . ': ");
        check("warning", warned(), "xsock_client(): $text");
        check("descriptors", xt_fds(), $fds);
        done();
    ', "-e trace=connect -e inject=connect:error=$error");
    check($error, $printed, "4 checks, all right\n");
    check("$error provoked", count(preg_grep('~INJECTED~', $lines)), 1);
}
[$printed, $lines] = trace('
    check("timed out", xsock_client("tcp://127.0.0.1:' . $port . '", $code, $text, 0.2), false);
    check("code", $code, 110);
    check_has("text", $text, "connect", "Connection timed out");
    warned();
    done();
', '-e trace=connect,poll -e inject=connect:error=EINPROGRESS -e inject=poll:retval=0');
check('timed out', $printed, "3 checks, all right\n");
check_no_leak('a refused connection', fn() => xsock_client("tcp://127.0.0.1:$closed_port"));
done();
?>
--EXPECT--
17 checks, all right
