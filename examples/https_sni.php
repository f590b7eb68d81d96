<?php
/*
 * HTTPS for several names, each with its certificate, many clients in one process with stream_select(). Renewed
 * certificates are taken up while it runs: new clients get the new one, those that are connected notice nothing.
 *
 *     php https_sni.php [address] [name=certificate.pem ...]
 *     then:  curl -k --connect-to ::127.0.0.1:8443 https://b.example/
 *     then:  replace a file (mv new.pem b.pem); within a second it counts, at once after kill -HUP
 */
require __DIR__ . '/certificate.php';
$address = $argv[1] ?? 'tls://127.0.0.1:8443';
$certificates = [];
foreach (array_slice($argv, 2) ?: ['a.example', 'b.example', '*.c.example'] as $argument) {
    [$name, $file] = explode('=', $argument, 2) + [1 => ''];
    $certificates[$name] = $file ?: make_certificate([$name]);
}

$running = true;
$reload = false;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}
pcntl_signal(SIGHUP, function () use (&$reload) { $reload = true; });

$server = @xsock_server($address, $code, $message, options: [
    'nonblock' => true,
    'local_cert' => reset($certificates),       // for clients that ask for no name, or another one
    'SNI_server_certs' => $certificates,
    'cert_reload' => 1,                         // seconds between looks at the files; 0: only xsock_tls_reload()
]);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
echo 'listening on https://', stream_socket_get_name($server, false), "\n";
foreach ($certificates as $name => $file) {
    echo "$name: $file\n";
}

$clients = $in = $out = [];             // by stream id: the stream, half a request read, bytes to be sent
while ($running) {
    if ($reload) {
        $reload = false;                // all files are read before the first is used; a bad one changes nothing
        echo xsock_tls_reload($server) ? "certificates read again\n" : "the old certificates stay\n";
    }
    $read = $clients + [0 => $server];
    $write = array_intersect_key($clients, array_filter($out, 'strlen'));
    $except = null;
    if (!@stream_select($read, $write, $except, 1)) {
        continue;                       // a quiet second (0), or a signal (false)
    }
    // The server is also ready when some handshake can go on, so there may be nobody yet: timeout 0.
    if (isset($read[0]) && ($client = xsock_accept($server, 0))) {
        $id = get_resource_id($client);
        if (count($clients) < 900) {    // stream_select() cannot watch descriptors from 1024 on
            [$clients[$id], $in[$id], $out[$id]] = [$client, '', ''];
        } else {
            fclose($client);
        }
    }
    unset($read[0]);
    foreach ($read as $id => $client) {
        $requests = explode("\r\n\r\n", $in[$id] . fread($client, 8192));
        $in[$id] = array_pop($requests);
        foreach ($requests as $_) {     // HTTP/1.1 clients stay and ask again
            $body = 'This is ' . (xsock_info($client)['tls']['sni'] ?? 'nobody in particular') . ".\n";
            $out[$id] .= "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " . strlen($body)
                . "\r\n\r\n$body";
            $write[$id] = $client;
        }
    }
    foreach ($write as $id => $client) {        // fwrite() takes what there is room for; the rest waits
        $out[$id] = substr($out[$id], (int) @fwrite($client, $out[$id]));
    }
    foreach ($clients as $id => $client) {
        if (isset($read[$id]) && feof($client) || strlen($in[$id]) > 8192 || strlen($out[$id]) > 65536) {
            unset($clients[$id], $in[$id], $out[$id]);
            fclose($client);
        }
    }
}
