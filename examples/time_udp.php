<?php
/*
 * The UDP time server of stream_socket_server()'s manual page: any datagram is answered with the time.
 *
 *     php time_udp.php [address]        then, elsewhere:  echo | socat - UDP:127.0.0.1:1113
 */
$address = $argv[1] ?? 'udp://127.0.0.1:1113';

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

// No flags needed: nobody can listen() on a datagram socket, so that part of the default is left out for udp.
// so_rcvbuf is where datagrams wait while we are busy; what does not fit is lost, as UDP is.
$socket = @xsock_server($address, $code, $message, so_rcvbuf: 262144);
if (!$socket) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
echo 'listening on udp://', stream_socket_get_name($socket, false), "\n";

stream_set_timeout($socket, 1);         // bounds the wait in stream_socket_recvfrom: a look at $running every second
while ($running) {
    $question = stream_socket_recvfrom($socket, 65535, 0, $peer);
    if ($question === false) {
        continue;                       // nothing within the second, or a signal. An empty datagram is '', not false
    }
    // There are no connections: every answer names its receiver.
    stream_socket_sendto($socket, date('D M j H:i:s Y') . "\r\n", 0, $peer);
}
fclose($socket);
