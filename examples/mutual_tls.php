<?php
/*
 * Both sides show certificates: only clients with one from our authority get in, and we know who they are.
 *
 *     php mutual_tls.php [address] [certificate.pem authority.pem]      says, without files, how to try it with curl
 */
require __DIR__ . '/certificate.php';
$address = $argv[1] ?? 'tls://127.0.0.1:8443';
[$certificate, $authority] = [$argv[2] ?? '', $argv[3] ?? ''];
if (!$authority) {
    $authority = make_certificate(['our authority']);
    $certificate = make_certificate(['localhost', '127.0.0.1'], $authority);
    $alice = make_certificate(['alice'], $authority);
}

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

$server = @xsock_server($address, $code, $message, options: [
    'local_cert' => $certificate,
    'client_certs' => 'require',        // "request": may come without one, but not with a wrong one
    'cafile' => $authority,             // who signs clients; the system's authorities never do
]);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
$name = stream_socket_get_name($server, false);
echo "listening on https://$name\n";
if (isset($alice)) {
    echo "curl --cacert $authority --cert $alice https://$name/\n";
}

while ($running) {
    $client = xsock_accept($server, 1.0);
    if (!$client) {
        continue;                       // clients without a good certificate do not come out of here
    }
    stream_set_timeout($client, 2);
    $request = stream_get_line($client, 8192, "\r\n\r\n");
    if ((string) $request !== '') {
        // The authority vouches for the name. Whether alice may do what she asks for is for the program to know.
        $tls = xsock_info($client)['tls'];
        $body = "Hello $tls[peer_subject], your certificate is $tls[peer_fingerprint].\n";
        @fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " . strlen($body)
            . "\r\nConnection: close\r\n\r\n" . $body);
    }
    fclose($client);
}
$info = xsock_info($server);
echo "served $info[accepted], refused $info[setup_failed], last: ", $info['last_setup_error'] ?? 'none', "\n";
fclose($server);
