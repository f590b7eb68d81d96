<?php
/*
 * Port 0: the system picks a free port, and we ask which. Here for a command-line program that sends its user to a
 * web page and waits for the browser to come back with a code, as OAuth logins do.
 *
 *     php ephemeral_port.php [address]  then, elsewhere:  curl 'http://127.0.0.1:<port>/?code=1234'
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:0';

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

$server = @xsock_server($address, $code, $message);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
// Not $address: that one says port 0. The port is ours from xsock_server() on, so the name can be given away at
// once; a client that comes before the first accept waits in the queue.
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";

while ($running) {
    $browser = xsock_accept($server, 1.0);
    if (!$browser) {
        continue;
    }
    stream_set_timeout($browser, 2);    // browsers open spare connections and say nothing on them
    $request = stream_get_line($browser, 8192, "\r\n\r\n");         // all its headers; '' or false when it left
    $found = preg_match('~^GET /\?code=(\w+) HTTP/1~', (string) $request, $match);
    $answer = $found ? "Thank you, back to the terminal.\n" : "No code.\n";
    @fwrite($browser, ($found ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 404 Not Found\r\n")
        . 'Content-Length: ' . strlen($answer) . "\r\nConnection: close\r\n\r\n" . $answer);
    fclose($browser);
    if ($found) {
        echo "code $match[1]\n";
        break;
    }
}
fclose($server);
