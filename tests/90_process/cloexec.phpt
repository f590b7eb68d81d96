--TEST--
No descriptor of ours is inherited by executed programs, unless cloexec is off
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Core sets it on none: an editor or a mailer started by a worker keeps the port open after the server ended.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
function inherited(): int
{
    $pipes = [];
    $process = proc_open(['ls', '-l', '/proc/self/fd'], [['file', '/dev/null', 'r'], ['pipe', 'w'], ['file', '/dev/null', 'w']], $pipes);
    $list = stream_get_contents($pipes[1]);
    fclose($pipes[1]);
    proc_close($process);
    return substr_count($list, 'socket:') + substr_count($list, 'timerfd');
}
$before = inherited();
$server = xsock_server('tcp://127.0.0.1:0');
$open = [$server, xsock_server('udp://127.0.0.1:0'), xsock_server("unix://$dir/a.sock"), xsock_server("udg://$dir/b.sock"),
    stream_socket_server('xtcp://127.0.0.1:0'),
    xsock_client('tcp://' . stream_socket_get_name($server, false)), xsock_accept($server, 10),
    stream_socket_client('xtcp://' . stream_socket_get_name($server, false)), ...xsock_accept_many($server, 5, 10),
    xsock_client('udp://127.0.0.1:9')];
check('streams', count($open), 10);
foreach ($open as $i => $stream) {
    check("flag of $i", (bool) (xt_fd_flags(xt_fd($stream)) & XT_O_CLOEXEC), true);
}
foreach (array_keys(xt_fds()) as $fd) {
    if (preg_match('~timerfd|eventpoll~', xt_fds()[$fd])) {
        check("flag of descriptor $fd", (bool) (xt_fd_flags($fd) & XT_O_CLOEXEC), true);
    }
}
check('inherited', inherited() - $before, 0);
$off = xsock_server('tcp://127.0.0.1:0', options: ['cloexec' => false]);
$client = xsock_client('tcp://' . stream_socket_get_name($off, false), options: ['cloexec' => false]);
$connection = xsock_accept($off, 10);
foreach (['server' => $off, 'client' => $client, 'connection' => $connection] as $what => $stream) {
    check("$what without", (bool) (xt_fd_flags(xt_fd($stream)) & XT_O_CLOEXEC), false);
}
check('inherited with cloexec off', inherited() - $before, 3);
done();
?>
--EXPECT--
19 checks, all right
