<?php
/*
 * A server on a port that only root may open, whose code runs without root's rights: a small process with privileges
 * opens ports, and the process that talks to clients asks it for them over a unix socket.
 *
 *     sudo php privileges.php [address] [user]         then, elsewhere:  curl http://127.0.0.1:80/
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:80';
$user = posix_getpwnam($argv[2] ?? 'nobody');
$allowed = [$address];                          // what the process without rights may ask for

$name = 'unix://@privileges-' . bin2hex(random_bytes(8));
$meeting = xsock_server($name);
$worker = pcntl_fork();
if ($worker === 0) {
    xsock_detach($meeting);
    posix_setgid($user['gid']) && posix_initgroups($user['name'], $user['gid']) && posix_setuid($user['uid'])
        || exit("cannot become $user[name]\n");
    exit(serve(xsock_client($name), $address));
}

// The part with privileges: it reads addresses and sends sockets, nothing else, and only to its own worker.
$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use ($worker, &$running) {
        $running = false;
        posix_kill($worker, SIGTERM);
    });
}
$conn = xsock_accept($meeting, 10);
fclose($meeting);
if ($conn && xsock_peer_credentials($conn)['pid'] === $worker) {
    while ($running) {
        $read = [$conn];
        $none = null;
        if (@stream_select($read, $none, $none, 60) !== 1) {
            continue;                           // a signal, or nothing wanted
        }
        if (($wanted = fgets($conn)) === false) {
            break;                              // the worker is gone
        }
        $wanted = rtrim($wanted);
        $server = in_array($wanted, $allowed, true) ? @xsock_server($wanted, $code, $message) : null;
        if ($server) {
            xsock_send_fds($conn, [$server], "opened\n");
            xsock_detach($server);
        } else {
            fwrite($conn, isset($message) ? "$message\n" : "not allowed\n");
        }
    }
}
pcntl_waitpid($worker, $status);
exit(pcntl_wifexited($status) ? pcntl_wexitstatus($status) : 1);

/** The part that talks to the world; its exit status. */
function serve($helper, string $address): int
{
    stream_set_timeout($helper, 10);
    fwrite($helper, "$address\n");
    [$server] = (xsock_recv_fds($helper, data: $said) ?: []) + [null];
    if (!$server) {
        fwrite(STDERR, $said);
        return 1;
    }
    $running = true;
    pcntl_async_signals(true);
    pcntl_signal(SIGTERM, function () use (&$running) { $running = false; });
    pcntl_signal(SIGINT, SIG_IGN);
    echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";
    while ($running && !feof($helper)) {        // not without the one who started us
        if ($client = xsock_accept($server, 1.0)) {
            stream_set_timeout($client, 10);
            while (($line = fgets($client)) !== false && rtrim($line) !== '') {
                // the request and its headers
            }
            $body = 'served by ' . posix_getpwuid(posix_geteuid())['name'] . "\n";
            $header = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " . strlen($body);
            @fwrite($client, "$header\r\n\r\n$body");
            fclose($client);
        }
    }
    return 0;
}
