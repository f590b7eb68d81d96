--TEST--
A client that connects without waiting and reads before it writes: the handshake begins all the same
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The first read waited in recv(2) for the server, which waited for the client's hello that was yet to be sent: both until a timeout.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
foreach (['xsock_client' => 'tls', 'stream_socket_client' => 'xtls'] as $function => $scheme) {
    foreach (['fgets', 'fread', 'stream_get_contents', 'stream_socket_recvfrom'] as $read) {
        $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server()]);
        $name = stream_socket_get_name($server, false);
        $peer = Peer::run(function () use ($server) {
            $conn = xsock_accept($server, 10);
            return $conn && fwrite($conn, "welcome\n") && fclose($conn);
        });
        $client = $function("$scheme://$name", $code, $text, 20, STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT, trusting($certs));
        fclose($server);
        $got = match ($read) {
            'fgets' => fgets($client),
            'fread' => fread($client, 100),
            'stream_get_contents' => stream_get_contents($client),
            default => stream_socket_recvfrom($client, 100),
        };
        check("$function, $read", [$got, $peer->result()], ["welcome\n", true]);
    }
}
done();
?>
--EXPECT--
8 checks, all right
