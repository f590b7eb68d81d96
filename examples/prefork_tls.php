<?php
/*
 * prefork.php with TLS. A client that comes back resumes its session, which costs a fraction of a full handshake, and
 * it may meet any worker: the keys of the session tickets are made before the fork and stay the same.
 *
 *     php prefork_tls.php [address] [workers] [certificate.pem]
 *     then:  openssl s_client -connect 127.0.0.1:8443 -sess_out /tmp/session      ("new")
 *            openssl s_client -connect 127.0.0.1:8443 -sess_in /tmp/session       ("resumed", by whichever worker)
 */
require __DIR__ . '/certificate.php';
$address = $argv[1] ?? 'tls://127.0.0.1:8443';
$count = (int) ($argv[2] ?? 4);
$certificate = $argv[3] ?? make_certificate(['localhost', '127.0.0.1']);

// Opened before the first fork: the certificate is read and checked once. Machines that share a name share tickets
// with the option ticket_keys.
$server = @xsock_server($address, $code, $message, options: ['local_cert' => $certificate]);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
// The parent waits for these signals instead of handling them: none can slip in between a test and a wait.
pcntl_sigprocmask(SIG_BLOCK, [SIGINT, SIGTERM, SIGCHLD]);
echo 'listening on tls://', stream_socket_get_name($server, false), "\n";

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
        $client = xsock_accept($server, 1.0);
        if ($client) {
            $crypto = stream_get_meta_data($client)['crypto'];
            stream_set_timeout($client, 30);
            @fwrite($client, 'worker ' . getmypid() . ", $crypto[protocol], "
                . ($crypto['session_reused'] ? 'resumed' : 'new') . "\n");
            fclose($client);
        }
    }
}
