<?php
/*
 * Worker processes that share one listener, and a parent that replaces those that die. Each worker serves one client
 * at a time with plain blocking code; who is free takes the next client from the common queue.
 *
 *     php prefork.php [address] [workers]      then, elsewhere:  socat - TCP:127.0.0.1:8000
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';
$count = (int) ($argv[2] ?? 4);

// Opened before the first fork: all workers hold the same socket, and one that dies takes no waiting client along.
$server = @xsock_server($address, $code, $message);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
// The parent waits for these signals instead of handling them: none can slip in between a test and a wait.
pcntl_sigprocmask(SIG_BLOCK, [SIGINT, SIGTERM, SIGCHLD]);
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";

$workers = [];
do {
    while (count($workers) < $count && ($pid = pcntl_fork()) >= 0) {
        if ($pid === 0) {
            work($server);
            exit(0);
        }
        $workers[$pid] = $pid;
    }
    $signal = @pcntl_sigwaitinfo([SIGINT, SIGTERM, SIGCHLD]);       // false when the process was stopped, Ctrl-Z
    while ($signal === SIGCHLD && ($pid = pcntl_waitpid(-1, $status, WNOHANG)) > 0) {
        unset($workers[$pid]);          // several deaths may come as one signal
        usleep(100000);                 // workers that cannot even start shall not make us fork without a pause
    }
} while ($signal !== SIGINT && $signal !== SIGTERM);

foreach ($workers as $pid) {            // they finish what they are doing
    posix_kill($pid, SIGTERM);
    pcntl_waitpid($pid, $status);
}

function work($server): void
{
    $running = true;
    $parent = posix_getppid();
    pcntl_async_signals(true);
    pcntl_signal(SIGTERM, function () use (&$running) { $running = false; });
    pcntl_signal(SIGINT, SIG_IGN);      // Ctrl-C goes to all processes of a terminal; the parent tells us
    pcntl_sigprocmask(SIG_SETMASK, []);
    while ($running && posix_getppid() === $parent) {       // one that is killed tells nobody
        $client = xsock_accept($server, 1.0);       // when another worker is faster, this goes on waiting
        if ($client) {
            stream_set_timeout($client, 30);
            @fwrite($client, 'worker ' . getmypid() . "\n");
            while ($running && ($line = fgets($client)) !== false) {
                @fwrite($client, $line);
            }
            fclose($client);
        }
    }
}
