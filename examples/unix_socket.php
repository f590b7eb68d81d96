<?php
/*
 * A unix socket that one group may use, and nobody else: HTTP for the web server in front, say.
 *
 *     php unix_socket.php [address] [group]     then:  curl --unix-socket /tmp/clock.sock http://localhost/
 */
$address = $argv[1] ?? 'unix:///tmp/clock.sock';

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

// Mode and group are set between bind and listen: there is no moment in which others could connect, and no umask()
// to change and restore. unix_unlink removes what a crashed run left behind (never the socket of a server that
// lives), and our own file at the end.
$options = ['unix_mode' => 0660, 'unix_unlink' => true];
if (isset($argv[2])) {
    $options['unix_group'] = $argv[2];      // a group we are in, such as the web server's
}
$server = @xsock_server($address, $code, $message, options: $options);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
echo 'listening on unix://', stream_socket_get_name($server, false), "\n";

while ($running) {
    $client = xsock_accept($server, 1.0);
    if (!$client) {
        continue;
    }
    stream_set_timeout($client, 5);     // or one silent client would keep us from all others
    $request = stream_get_line($client, 8192, "\r\n\r\n");
    if ((string) $request !== '') {     // else it left, or said nothing for too long
        $body = date('H:i:s') . "\n";
        @fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " . strlen($body)
            . "\r\nConnection: close\r\n\r\n" . $body);
    }
    fclose($client);
}
fclose($server);                // takes the socket file along
