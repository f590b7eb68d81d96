--TEST--
A TLS client that connects without waiting is told by its first read or write why the handshake failed, once
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// fread() was false and nothing more, fwrite() said "Protocol error".
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->make('good', ['DNS:good.test'])]);
$address = 'tls://' . stream_socket_get_name($server, false);
$peer = Peer::run(function (Peer $parent) use ($server) {
    while (true) {          // until it is killed
        xsock_accept($server, 20);
    }
});
$file = fopen(__FILE__, 'r');
$ways = [
    'fread' => fn ($client) => fread($client, 10),
    'fgets' => fn ($client) => fgets($client),
    'fwrite' => fn ($client) => fwrite($client, 'x'),
    'xsock_writev' => fn ($client) => xsock_writev($client, ['x']),
    'xsock_sendfile' => fn ($client) => xsock_sendfile($client, $file),
];
foreach ([true, false] as $nonblock) {
    foreach ($ways as $function => $try) {
        $client = xsock_client($address, $code, $text, 20, STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT,
            options: ['cafile' => $certs->ca, 'peer_name' => 'bad.test', 'nonblock' => $nonblock]);
        warned();
        $deadline = microtime(true) + 20;
        while ($GLOBALS['xs_warned'] === [] && microtime(true) < $deadline) {
            $result = $try($client);
            usleep(1000);
        }
        $said = $GLOBALS['xs_warned'];
        check("$function says", $said[0] ?? null, "$function(): TLS handshake: certificate verify failed (hostname mismatch)");
        check("$function fails", $result, false);
        warned();
        @$try($client);
        check("$function once", preg_grep('~handshake~', $GLOBALS['xs_warned']), []);
        warned();
    }
}
$peer->kill();
done();
?>
--EXPECT--
30 checks, all right
