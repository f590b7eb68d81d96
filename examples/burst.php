<?php
/*
 * A thousand clients at the same moment, while this process is busy with something else: with room in the queue the
 * kernel takes them all, and we serve them when we come round. (stream_socket_server() has room for 32.)
 *
 *     php burst.php [address] [backlog]
 *     then, elsewhere:  for i in $(seq 1000); do socat -u TCP:127.0.0.1:8000 - & done
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';
$wanted = (int) ($argv[2] ?? 2000);

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

// Without the argument it would be 4096 (INI xsock.backlog): enough here, but this server says what it counts on.
$server = @xsock_server($address, $code, $message, backlog: $wanted);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
// The kernel caps the queue without a word (Linux: sysctl net.core.somaxconn), so look at what is in force.
$backlog = xsock_info($server)['backlog'];
if ($backlog < $wanted) {
    fwrite(STDERR, "only $backlog clients can wait, not $wanted: raise net.core.somaxconn\n");
}
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";

$served = 0;
while ($running) {
    // Up to 64 clients for one call; an empty list when nobody came within the second.
    foreach (xsock_accept_many($server, 64, 1.0) as $client) {
        @fwrite($client, 'you are number ' . ++$served . "\n");     // @: some may have given up
        fclose($client);
    }
}
fclose($server);
echo "served $served\n";
