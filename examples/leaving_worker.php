<?php
/*
 * One of several servers that were started one by one on the same port, and leaves without losing a client: the others
 * go on. For workers under one parent see reuseport.php, which needs none of this.
 *
 *     php leaving_worker.php [address]         as often as you like; kill -TERM ends one of them
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';

$server = @xsock_server($address, $code, $message, options: ['so_reuseport' => true]);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
$running = true;
pcntl_async_signals(true);
pcntl_signal(SIGTERM, function () use (&$running) { $running = false; });
pcntl_signal(SIGINT, function () use (&$running) { $running = false; });
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";

while ($running) {
    if ($client = xsock_accept($server, 1.0)) {
        serve($client);
    }
}

// New clients find the others from now on, at the latest when they ask again after a second. Those who wait here, or
// whose handshake is under way, are served; a round trip without anybody says that there are none.
xsock_drain($server);
while ($client = xsock_accept($server, 0.3)) {
    serve($client);
}
fclose($server);

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
