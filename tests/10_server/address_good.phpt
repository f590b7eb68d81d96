--TEST--
Every documented form of address listens, and is listed as it can be connected to
--EXTENSIONS--
xsock
--FILE--
<?php
// What is listed by stream_socket_get_name() must be what a client can use.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
foreach ([
    'tcp://127.0.0.1:0' => '127.0.0.1:',
    '127.0.0.1:0' => '127.0.0.1:',
    'xtcp://127.0.0.1:0' => '127.0.0.1:',
    'tcp://127.1.2.3:00000' => '127.1.2.3:',
    'tcp://0.0.0.0:0' => '0.0.0.0:',
    'tcp://localhost:0' => ':',
    "unix://$dir/a.sock" => "$dir/a.sock",
    "xunix://$dir/b.sock" => "$dir/b.sock",
] as $address => $start) {
    $server = xsock_server($address, $code, $text);
    if (!check($address, is_resource($server))) {
        continue;
    }
    check("$address code", $code, 0);
    check("$address text", $text, '');
    $name = stream_socket_get_name($server, false);
    check_has("$address name", $name, $start);
    check("$address listed", xsock_info($server)['local'], $name);
    $client = stream_socket_client((str_contains($address, 'unix') ? 'unix' : 'tcp') . '://' . str_replace('0.0.0.0', '127.0.0.1', $name));
    check("$address serves", is_resource(xsock_accept($server, 10)));
}
foreach (['udp://127.0.0.1:0', 'xudp://127.0.0.1:0'] as $address) {
    check($address, is_resource($server = xsock_server($address)));
    check_within("$address port", port_of($server), 1, 65535);
}
done();
?>
--EXPECT--
52 checks, all right
