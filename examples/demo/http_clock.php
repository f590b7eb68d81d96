<?php
// An HTTP server that tells the time, and under /info what xsock has in force.
//   php -d extension=xsock.so examples/demo/http_clock.php [tcp://127.0.0.1:8000]

$server = xsock_server($argv[1] ?? 'tcp://127.0.0.1:8000', $code, $message, options: ['so_keepalive' => true]);
if (!$server) {
    exit(1);    // xsock_server() has said why
}
echo 'http://', stream_socket_get_name($server, false), "/\n";

while (true) {
    // Nothing within 60 seconds, or a client that is gone already: neither is an error.
    $client = xsock_accept($server, 60.0, $peer);
    if (!$client) {
        continue;
    }
    stream_set_timeout($client, 2);
    $request = (string) fgets($client, 4096);
    while (!in_array(fgets($client, 4096), ["\r\n", "\n", false], true)) {
        // the request's headers do not matter here
    }
    $body = match (explode(' ', $request)[1] ?? '') {
        '/info' => json_encode(
            ['listener' => xsock_info($server), 'connection' => xsock_info($client)],
            JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR,
        ),
        default => 'It is ' . date('H:i:s') . " here, and you are $peer.",
    };
    fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n"
        . 'Content-Length: ' . strlen($body) + 1 . "\r\n\r\n$body\n");
    fclose($client);
}
