<?php
/*
 * A server that is replaced while it serves: start it a second time, and the new process takes the listening socket
 * over from the old one, with everybody who waits in its queue. The old one finishes what it has begun and ends.
 *
 *     php hot_restart.php [address] [control]      then change the script and start it again
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';
$control_path = $argv[2] ?? '/tmp/hot_restart.sock';

// Is there a predecessor? It sends its listener to whoever connects to its control socket.
$server = $predecessor = null;
if ($predecessor = @xsock_client("unix://$control_path", timeout: 5)) {
    stream_set_timeout($predecessor, 10);
    [$server] = xsock_recv_fds($predecessor) ?: [null];
}
$server ??= @xsock_server($address, $code, $message);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
// Only its user may take over: what connects here gets the listening socket.
$control = xsock_server("unix://$control_path.new", options: ['unix_mode' => 0600, 'unix_unlink' => true]);
rename("$control_path.new", $control_path);     // the old one's gives way in one step

$draining = $replaced = false;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$draining) { $draining = true; });
}
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";
if ($predecessor) {
    // Only now the old one stops: a successor that cannot start harms nobody.
    fwrite($predecessor, "serving\n");
    fclose($predecessor);
}

$clients = $successors = [];
while (!$draining || $clients) {
    $read = [...$clients, ...$successors];
    $draining || array_push($read, $server, $control);
    $none = null;
    if (!@stream_select($read, $none, $none, $draining ? 1 : 60)) {
        $draining && drop_idle($clients);
        continue;
    }
    foreach ($read as $stream) {
        if ($stream === $server) {
            foreach (xsock_accept_many($server) as $client) {
                stream_set_timeout($client, 10);
                $clients[(int) $client] = $client;
            }
        } elseif ($stream === $control) {
            if ($successor = xsock_accept($control, 0)) {
                xsock_send_fds($successor, [$server]);
                $successors[(int) $successor] = $successor;
            }
        } elseif (isset($successors[(int) $stream])) {
            $replaced = $replaced || fgets($stream) === "serving\n";
            unset($successors[(int) $stream]);
        } elseif (!serve($stream, $draining)) {
            unset($clients[(int) $stream]);
            fclose($stream);
        }
    }
    if ($replaced && !$draining) {
        $draining = true;
        xsock_detach($server);                  // this process's copy only; the queue is the successor's
        xsock_detach($control);                 // and so is the path
    }
}

/** One request; false when the connection is to be closed. */
function serve($client, bool $draining): bool
{
    $request = fgets($client);
    if ($request === false) {
        return false;
    }
    $close = $draining || str_contains($request, 'HTTP/1.0');
    while (($line = fgets($client)) !== false && rtrim($line) !== '') {
        $close = $close || preg_match('~^connection:\s*close~i', $line);
    }
    $body = 'process ' . getmypid() . "\n";
    $header = "HTTP/1.1 200 OK\r\nContent-Length: " . strlen($body) . "\r\n" . ($close ? "Connection: close\r\n" : '');
    return @fwrite($client, "$header\r\n$body") !== false && !$close;
}

/** Nobody asked for a second: kept-alive connections without a request end. */
function drop_idle(array &$clients): void
{
    array_map('fclose', $clients);
    $clients = [];
}
