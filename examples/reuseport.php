<?php
/*
 * Worker processes with a listener each, all on one port: the kernel deals the clients out, and the workers do not
 * meet at a common queue. For many short connections; with few long ones prefork.php shares the work more evenly.
 *
 *     php reuseport.php [address] [workers]    then, elsewhere:  socat - TCP:127.0.0.1:8000
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';
$count = (int) ($argv[2] ?? 4);

// The parent opens all listeners and keeps them: the clients waiting for a worker that dies are served by its
// successor. If each worker opened its own, the kernel would reset them.
$listeners = [];
while (count($listeners) < $count) {
    $listener = @xsock_server($address, $code, $message, options: ['so_reuseport' => true]);
    if (!$listener) {
        fwrite(STDERR, "$message\n");
        exit(1);
    }
    $listeners[] = $listener;
    $address = 'tcp://' . stream_socket_get_name($listener, false);     // it may have been port 0: the rest join it
}
pcntl_sigprocmask(SIG_BLOCK, [SIGINT, SIGTERM, SIGCHLD]);       // the parent waits for them, see below
echo "listening on $address\n";

$workers = [];                          // number of the worker => process id
do {
    foreach ($listeners as $number => $listener) {
        $pid = $workers[$number] ?? pcntl_fork();
        if ($pid === 0) {
            foreach ($listeners as $other => $stream) {
                $other === $number || xsock_detach($stream);    // this process's copy only
            }
            work($listener, $number);
            exit(0);
        }
        if ($pid > 0) {                 // not the -1 of a failed fork: posix_kill(-1) would hit everybody
            $workers[$number] = $pid;
        }
    }
    $signal = @pcntl_sigwaitinfo([SIGINT, SIGTERM, SIGCHLD]);       // false when the process was stopped, Ctrl-Z
    while ($signal === SIGCHLD && ($pid = pcntl_waitpid(-1, $status, WNOHANG)) > 0) {
        $workers = array_diff($workers, [$pid]);
        usleep(100000);                 // workers that cannot even start shall not make us fork without a pause
    }
} while ($signal !== SIGINT && $signal !== SIGTERM);

foreach ($workers as $pid) {
    posix_kill($pid, SIGTERM);
    pcntl_waitpid($pid, $status);
}

function work($listener, int $number): void
{
    $running = true;
    $parent = posix_getppid();
    pcntl_async_signals(true);
    pcntl_signal(SIGTERM, function () use (&$running) { $running = false; });
    pcntl_signal(SIGINT, SIG_IGN);      // Ctrl-C goes to all processes of a terminal; the parent tells us
    pcntl_sigprocmask(SIG_SETMASK, []);
    while ($running && posix_getppid() === $parent) {       // one that is killed tells nobody
        if ($client = xsock_accept($listener, 1.0)) {
            @fwrite($client, "worker $number, process " . getmypid() . "\n");
            fclose($client);
        }
    }
}
