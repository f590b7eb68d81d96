--TEST--
systemd://name says which part of what was passed is wrong
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Wrong unit files are common: no sockets passed, another process meant, another name, not a socket.
require __DIR__ . '/../inc/checks.inc';
function attempt(string $what, string $env, string $address, int $errno, string ...$words): void
{
    $listener = stream_socket_server('tcp://127.0.0.1:0');
    $file = fopen('/dev/null', 'r');
    $pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    [$got, $code, $text, $warned, $left] = json_decode(run_php('
        $before = xt_fds();
        $got = xsock_server(' . var_export($address, true) . ', $code, $text);
        echo json_encode([$got, $code, $text, warned(), $before === xt_fds()]);
    ', "unset LISTEN_PID LISTEN_FDS LISTEN_FDNAMES; $env exec", [], [3 => $listener, 4 => $file, 5 => $pair[0]]), true);
    check($what, [$got, $code, $left], [false, $errno, true]);
    check_has("$what text", $text, ...$words);
    check_has("$what warning", $warned, $text);
}
$here = 'export LISTEN_PID=$$ LISTEN_FDS=3 LISTEN_FDNAMES=web:file:pair;';
attempt('nothing passed', '', 'systemd://web', 0, 'systemd://web', 'LISTEN_FDS');
attempt('another process', 'export LISTEN_PID=1 LISTEN_FDS=3 LISTEN_FDNAMES=web:file:pair;', 'systemd://web', 0, 'LISTEN_PID');
attempt('junk process', 'export LISTEN_PID=abc LISTEN_FDS=3 LISTEN_FDNAMES=web:file:pair;', 'systemd://web', 0, 'LISTEN_PID');
attempt('junk count', 'export LISTEN_PID=$$ LISTEN_FDS=abc LISTEN_FDNAMES=web;', 'systemd://web', 0, 'LISTEN_FDS');
attempt('negative count', 'export LISTEN_PID=$$ LISTEN_FDS=-1 LISTEN_FDNAMES=web;', 'systemd://web', 0, 'LISTEN_FDS');
attempt('another name', $here, 'systemd://mail', 0, 'mail');
attempt('part of a name', $here, 'systemd://we', 0, 'we');
attempt('second of one', $here, 'systemd://web/1', 0, 'systemd://web/1');
attempt('a file', $here, 'systemd://file', 88, 'systemd://file', 'Socket operation on non-socket');
attempt('no listener', $here, 'systemd://pair', 0, 'systemd://pair', 'not listening');
attempt('fewer names than sockets', 'export LISTEN_PID=$$ LISTEN_FDS=3 LISTEN_FDNAMES=web;', 'systemd://file', 0, 'file');
attempt('more names than sockets', 'export LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=web:file;', 'systemd://file', 0, 'file');
done();
?>
--EXPECT--
36 checks, all right
