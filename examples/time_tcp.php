<?php
/*
 * The time server of stream_socket_server()'s manual page.
 *
 *     php time_tcp.php [address]        then, elsewhere:  socat - TCP:127.0.0.1:8000
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';      // tcp://*:8000 serves the whole network, IPv4 and IPv6

// Ctrl-C and kill end the loop below instead of the process, so that everything is closed in order.
$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

// The @ is for the warning only: $message says the same ("bind tcp://127.0.0.1:80: Permission denied"),
// and $code is the system's errno, so that a program can tell EADDRINUSE from EACCES.
$server = @xsock_server($address, $code, $message);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";

while ($running) {
    // Nobody within a second, or a signal: false, and no warning for either. A second is short enough that a
    // signal which comes just before the wait is not missed for long.
    $client = xsock_accept($server, 1.0, $peer);
    if (!$client) {
        continue;
    }
    @fwrite($client, 'The local time is ' . date('Y-m-d H:i:s') . "\n");    // @: it may have left, which is no news
    fclose($client);
    echo "told $peer\n";
}
fclose($server);
