--TEST--
A signal ends a waiting accept: code EINTR, no warning, and its handler runs before the next statement
--EXTENSIONS--
xsock
pcntl
posix
--FILE--
<?php
// "Stop the server on SIGTERM" must work with a blocking accept loop; core warns "Accept failed: Success" or similar.
require __DIR__ . '/../inc/checks.inc';
pcntl_async_signals(true);
$server = xsock_server('tcp://127.0.0.1:0');
$handled = 0;
pcntl_signal(SIGUSR1, function () use (&$handled) { $handled++; }, false);
$parent = getmypid();
foreach (['accept', 'accept_many', 'no restart'] as $round => $what) {
    pcntl_signal(SIGUSR1, function () use (&$handled) { $handled++; }, $what === 'no restart' ? false : true);
    // The child repeats the signal until it is told to stop, so that one arrives inside the wait for sure.
    $peer = Peer::run(function (Peer $me) use ($parent) {
        $me->hear();
        $n = 0;
        while (file_exists("/proc/$parent/stat") && $n < 200 && posix_kill($parent, SIGUSR1)) {
            usleep(100000);
            $n++;
        }
    });
    $handled = 0;
    $code = $text = 'left over';
    $peer->say();
    if ($what === 'accept_many') {
        $got = xsock_accept_many($server, 5, 30, $peers, $code);
        $seen = $handled;
        check("$what result", $got, []);
    } else {
        $got = xsock_accept($server, 30, $name, $code, $text);
        $seen = $handled;
        check("$what result", $got, false);
        check("$what text", str_contains($text, 'left over'), false);
    }
    $peer->kill();
    check("$what code", $code, 4);
    check_within("$what handler had run", $seen, 1, 200);
    check("$what no warning", warned(), '');
}
$client = client_of($server);
check('the server goes on', is_resource(xsock_accept($server, 10)));
done();
?>
--EXPECT--
15 checks, all right
