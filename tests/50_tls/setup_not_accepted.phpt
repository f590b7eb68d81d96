--TEST--
Clients whose set-up is done and whom nobody accepts are no more than setup_limit; the others wait in the kernel's queue
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Each stream_select() on a server does what can be done without waiting. A loop that was too busy to accept, or accepted one client
// each time, took in all there were: 300 connections with their TLS state and descriptors at a setup_limit of 4.
require __DIR__ . '/../inc/tls.inc';

const CLIENTS = 40;
$certs = new Certs();
foreach (['tls' => [], 'tcp' => ['proxy_protocol' => 'required', 'proxy_trusted' => ['*']]] as $scheme => $options) {
    $server = xsock_server("$scheme://127.0.0.1:0", options: ['local_cert' => $certs->server(), 'setup_limit' => 4] + $options);
    $name = stream_socket_get_name($server, false);
    $peer = Peer::run(function (Peer $parent) use ($scheme, $name, $certs) {
        $clients = [];
        for ($i = 0; $i < CLIENTS; $i++) { // one after the other
            $clients[] = $client = xsock_client("tcp://$name", context: trusting($certs));
            stream_set_timeout($client, 40);
            if ($scheme === 'tls') {
                stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
            }
            fwrite($client, $scheme === 'tls' ? "hello\n" : "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nhello\n");
        }
        return count(array_filter($clients, fn ($client) => fgets($client) === "welcome\n"));
    }, [$server]);
    $before = sockets();
    for ($i = 0, $most = 0, $until = hrtime(true) + 30e9; $i < 100 && hrtime(true) < $until;) {
        readable($server, 0.01);
        $most = max($most, sockets() - $before);
        $i += $most >= 4; // and a while longer
    }
    check_within("$scheme: taken in", $most, 4, 7); // 3 that are done, and 4 that become so at once
    check("$scheme: nobody is lost for that", xsock_info($server)['setup_evicted'], 0);
    $conns = [];
    for ($until = hrtime(true) + 30e9; count($conns) < CLIENTS && hrtime(true) < $until;) {
        if (readable($server, 0.1) && $conn = xsock_accept($server, 0)) {
            fgets($conn);
            fwrite($conn, "welcome\n");
            $conns[] = $conn;
        }
    }
    check("$scheme: all in the end", [count($conns), $peer->result()], [CLIENTS, CLIENTS]);
}
done();
?>
--EXPECT--
6 checks, all right
