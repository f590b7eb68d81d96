--TEST--
tcp://*:port is refused when somebody has the port for IPv6
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'ipv6'); ?>
--FILE--
<?php
// It became a server for IPv4 alone, without a word: the clients that come by IPv6 were the other's.
require __DIR__ . '/../inc/checks.inc';
foreach (['tcp', 'udp'] as $scheme) {
    foreach (['[::]', '[::1]'] as $host) {
        $other = xsock_server("$scheme://$host:0", options: ['ipv6_v6only' => true]);
        $address = "$scheme://*:" . port_of($other);
        check("$scheme $host", xsock_server($address, $code, $text), false);
        check("$scheme $host code", $code, SOCKET_EADDRINUSE);
        check_has("$scheme $host text", $text, "bind $address");
        check_has("$scheme $host warning", warned(), $text);
        check("$scheme $host IPv4 alone can be had", is_resource(xsock_server("$scheme://0.0.0.0:" . port_of($other))));
    }
}
done();
?>
--EXPECT--
20 checks, all right
