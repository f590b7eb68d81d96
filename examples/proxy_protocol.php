<?php
/*
 * Behind a load balancer the peer of every connection is the balancer. With the PROXY protocol it says first who its
 * client is (haproxy: "send-proxy-v2", nginx: "proxy_protocol on", curl: --haproxy-protocol), and $peer is the client.
 *
 *     php proxy_protocol.php [address] [trusted,...] [certificate.pem]
 *     then:  curl --haproxy-protocol http://127.0.0.1:8000/         or with haproxy in front: see haproxy.cfg
 */
require __DIR__ . '/certificate.php';
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';
// Who may say so. Anybody else could claim any address, so there is no default; a network is "192.0.2.0/24".
$trusted = explode(',', $argv[2] ?? '127.0.0.1,::1');
$scheme = strstr($address, '://', true) ?: 'tcp';

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

$options = [
    'proxy_protocol' => 'required',     // "optional": a trusted peer may come without a header, others always do
    'proxy_trusted' => $trusted,
    'setup_timeout' => 5,               // seconds for header and handshake; a silent peer delays nobody meanwhile
];
if ($scheme === 'tls') {                // a balancer that passes TLS through: first its header, then the handshake
    $options['local_cert'] = $argv[3] ?? make_certificate(['localhost', '127.0.0.1']);
}
$server = @xsock_server($address, $code, $message, options: $options);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
echo "listening on $scheme://", stream_socket_get_name($server, false), "\n";

while ($running) {
    $client = xsock_accept($server, 1.0, $peer);
    if (!$client) {
        continue;
    }
    stream_set_timeout($client, 5);
    while (($line = fgets($client)) !== false && rtrim($line) !== '') {
        // the request's lines; the header in front of them is gone
    }
    $proxy = xsock_info($client)['proxy'];
    $text = "You are $peer, you came through $proxy[proxy]";
    $text .= isset($proxy['authority']) ? " and asked for $proxy[authority].\n" : ".\n";    // a TLV of version 2
    @fwrite($client, "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n$text");
    fclose($client);
}
$info = xsock_info($server);
echo "served $info[accepted], refused $info[setup_failed], last: ", $info['last_setup_error'] ?? 'none', "\n";
fclose($server);
