--TEST--
exit() in an error handler or signal handler during our calls ends cleanly
--EXTENSIONS--
xsock
pcntl
posix
--FILE--
<?php
// Many programs die on the first warning.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
foreach ([
    'xsock_server("tcp://127.0.0.1:80800");',
    'xsock_server("tcp://203.0.113.71:0");',
    'xsock_server("tcp://127.0.0.1:0", context: stream_context_create(["socket" => ["backlogg" => 5]]));',
    '$u = xsock_server("unix://' . $dir . '/a", options: ["unix_unlink" => true]); xsock_server("unix://' . $dir . '/a");',
    'xsock_set_option(xsock_server("tcp://127.0.0.1:0"), "tcp_congestion", "nosuch");',
    'stream_socket_server("xtcp://127.0.0.1:80800");',
] as $i => $code) {
    check("case $i", run_php('set_error_handler(function () { exit("ended in the handler"); });' . $code . 'echo "not ended";'), 'ended in the handler');
}
check('path removed', glob("$dir/*"), []);
check('in a signal handler', run_php('
    pcntl_async_signals(true);
    pcntl_signal(SIGALRM, function () { exit("ended by the alarm"); });
    $server = xsock_server("tcp://127.0.0.1:0");
    pcntl_alarm(1);
    xsock_accept($server, 30);
    echo "not ended";
'), 'ended by the alarm');
done();
?>
--EXPECT--
8 checks, all right
