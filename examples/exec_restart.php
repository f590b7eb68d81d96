<?php
/*
 * A server that starts its own successor, the way a service manager would: SIGUSR2 makes it execute the script anew and
 * hand the listening socket over as LISTEN_FDS. So the same script runs under systemd and without it.
 *
 *     php exec_restart.php [address]           then: kill -USR2 <process id>
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';

$inherited = getenv('LISTEN_PID') === (string) getmypid();
$server = @xsock_server($inherited ? 'systemd://unknown' : $address, $code, $message);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
$running = true;
$restart = false;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}
pcntl_signal(SIGUSR2, function () use (&$restart) { $restart = true; });
echo 'listening on tcp://', stream_socket_get_name($server, false), ' as process ', getmypid(), "\n";
if ($inherited && getenv('READY_FD')) {
    fwrite(fopen('php://fd/' . getenv('READY_FD'), 'w'), "ready\n");
}

while ($running) {
    if ($restart) {
        $restart = false;
        $running = !start_successor($server);    // when it cannot start, we go on
        continue;
    }
    if ($client = xsock_accept($server, 1.0)) {         // false after a signal, without a warning
        serve($client);
    }
}
xsock_detach($server);                          // who waits in the queue is the successor's

/** True when it says that it is ready. */
function start_successor($server): bool
{
    $php = [PHP_BINARY, ...array_slice(explode("\0", file_get_contents('/proc/self/cmdline')), 1, -1)];
    // In the background of a shell that ends at once: PHP would wait for its own child when it ends itself.
    $command = ['sh', '-c', 'sh -c \'LISTEN_PID=$$ LISTEN_FDS=1 READY_FD=4 exec "$@"\' sh "$@" &', 'sh', ...$php];
    $process = proc_open($command, [STDIN, STDOUT, STDERR, $server, ['pipe', 'w']], $pipes);
    if (!$process) {
        return false;
    }
    $none = null;
    $read = [$pipes[4]];
    return @stream_select($read, $none, $none, 10) === 1 && fgets($pipes[4]) === "ready\n";
}

function serve($client): void
{
    stream_set_timeout($client, 10);
    while (($line = fgets($client)) !== false && rtrim($line) !== '') {
        // the request and its headers
    }
    $body = 'process ' . getmypid() . "\n";
    @fwrite($client, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " . strlen($body) . "\r\n\r\n$body");
    fclose($client);
}
