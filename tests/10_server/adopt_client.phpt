--TEST--
xsock_client('fd://N') takes over a connected socket
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// inetd, socket pairs, connections passed on by another program.
require __DIR__ . '/../inc/checks.inc';
[$server, $client, $connection] = trio('tcp://127.0.0.1:0');
[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
echo run_php('
    foreach ([3 => "tcp", 4 => "unix"] as $fd => $transport) {
        $stream = xsock_client("fd://$fd", $code, $text, read_buffer: 0);
        check("$transport text", $text, "");
        check("$transport", [xsock_info($stream)["transport"], xsock_info($stream)["read_buffer"]], [$transport, 0]);
        fwrite($stream, strtoupper(fgets($stream)));
        check("$transport cloexec", (bool) (xt_fd_flags($fd) & XT_O_CLOEXEC), true);
        fclose($stream);
        check("$transport closed", isset(xt_fds()[$fd]), false);
    }
    check("gone", @xsock_client("fd://3", $code, $text), false);
    check("gone, code", $code, 9);
    done();
', '', [], [3 => (function () use ($connection, $client) { fwrite($client, "tcp question\n"); return $connection; })(),
    4 => (function () use ($a, $b) { fwrite($a, "unix question\n"); return $b; })()]);
check('tcp', fgets($client), "TCP QUESTION\n");
check('unix', fgets($a), "UNIX QUESTION\n");
$before = xt_fds();
check('a listener is for xsock_server', xsock_client('fd://' . xt_fd($server), $code, $text), false);
check_has('said', warned(), 'xsock_server');
check('systemd:// is for servers', @xsock_client('systemd://web', $code, $text), false);
warned();
check('descriptors', xt_fds(), $before);
done();
?>
--EXPECT--
10 checks, all right
6 checks, all right
