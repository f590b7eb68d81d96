<?php
/*
 * HTTPS: a plain accept loop, with tls:// and a certificate. Nothing else to call: clients come out of xsock_accept()
 * when their handshake is done. One that connects and then says nothing delays nobody.
 *
 *     php https.php [address] [certificate.pem]        then, elsewhere:  curl -k https://127.0.0.1:8443/
 */
require __DIR__ . '/certificate.php';
$address = $argv[1] ?? 'tls://127.0.0.1:8443';
// The certificate, those between it and the authority, and the private key (or that in another file: local_pk).
$certificate = $argv[2] ?? make_certificate(['localhost', '127.0.0.1', '::1']);

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

// A file that is missing, expired or without its key is an error here, not at the first client.
$server = @xsock_server($address, $code, $message, options: [
    'local_cert' => $certificate,
    'alpn_protocols' => 'http/1.1',     // browsers would like to hear that it is not HTTP/2
    'setup_timeout' => 5,               // seconds a client has for its handshake
]);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
echo 'listening on https://', stream_socket_get_name($server, false), "\n";

while ($running) {
    $client = xsock_accept($server, 1.0, $peer);
    if (!$client) {
        continue;
    }
    stream_set_timeout($client, 2);     // after the handshake it is a stream like any other
    $request = stream_get_line($client, 8192, "\r\n\r\n");
    if ((string) $request !== '') {     // else it left, or said nothing for too long
        $crypto = stream_get_meta_data($client)['crypto'];
        $body = "Hello $peer, this is $crypto[protocol] with $crypto[cipher_name], a "
            . ($crypto['session_reused'] ? 'resumed' : 'new') . " session.\n";
        @fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " . strlen($body)
            . "\r\nConnection: close\r\n\r\n" . $body);
    }
    fclose($client);
}
// Who did not get through the handshake was never handed out, only counted.
$info = xsock_info($server);
echo "served $info[accepted], refused $info[setup_failed], last: ", $info['last_setup_error'] ?? 'none', "\n";
fclose($server);
