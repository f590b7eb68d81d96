--TEST--
send_many: to one peer, to many, back to where they came from
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://127.0.0.1:0', options: ['nonblock' => true, 'so_rcvbuf' => 1 << 20]);
$name = stream_socket_get_name($server, false);
$client = xsock_client("udp://$name");
check('connected', xsock_send_many($client, ['one', ['two'], ['three', null], '', str_repeat('x', 65507)]), 5);
$got = xsock_recv_many($server);
check('sizes', array_map(fn($d) => strlen($d[0]), $got), [3, 3, 5, 0, 65507]);
check('none', xsock_send_many($client, []), 0);

$clients = [$client, xsock_client("udp://$name"), xsock_client("udp://$name")];
foreach ($clients as $i => $one) {
    fwrite($one, "from $i");
}
check('back as they came', xsock_send_many($server, xsock_recv_many($server)), 3);
foreach ($clients as $i => $one) {
    check('to the right one', fread($one, 100), "from $i");
}
check('keys do not count', xsock_send_many($server, ['a' => ['x', stream_socket_get_name($client, false)], 7 => [1 => stream_socket_get_name($client, false), 0 => 'y']]), 2);
check('both', fread($client, 9) . fread($client, 9), 'xy');
$many = array_fill(0, 200, ['z', $name]);
check('more than one system call takes', xsock_send_many($server, $many), 200);
check('all', count(xsock_recv_many($server, 1024)), 200);
check('counted', xsock_info($client)['bytes_out'], 3 + 3 + 5 + 65507 + 6);

// Partial success: what went before is out, the rest is not, and the warning says why.
check('too long', xsock_send_many($server, [['good', $name], [str_repeat('x', 65508), $name], ['not tried', $name]]), 1);
check_has('said', warned(), "65508 bytes to $name", '1 of 3 datagrams', 'too long');
check('one', array_column(xsock_recv_many($server), 0), ['good']);
check('no peer', xsock_send_many($server, ['x']), 0);
check_has('said', warned(), '0 of 1', 'send 1 bytes to udp');

// Nothing goes out when one of them is wrong.
$good = ['x', $name];
foreach ([
    'a number' => [5, TypeError::class, 'array of strings or arrays', 'int'],
    'empty' => [[], TypeError::class, 'number 1'],
    'no payload' => [[null, $name], TypeError::class, 'number 1'],
    'a peer of a wrong type' => [['x', 5], TypeError::class, 'number 1'],
    'a name' => [['x', 'localhost:53'], ValueError::class, '"localhost:53"', 'datagram 1', 'numeric'],
    'no port' => [['x', '127.0.0.1'], ValueError::class, 'datagram 1'],
    'a large port' => [['x', '127.0.0.1:70000'], ValueError::class, 'datagram 1'],
    'a path' => [['x', '/run/a.sock'], ValueError::class, 'datagram 1'],
    'IPv6 on IPv4' => [['x', '[::1]:53'], ValueError::class, 'IPv4'],
    'no scope' => [['x', '[fe80::1%nosuch0]:53'], ValueError::class, 'interface'],
    'empty peer' => [['x', ''], ValueError::class, 'datagram 1'],
    'a bad local address' => [['x', $name, null, 'there'], ValueError::class, 'local address "there"'],
] as $what => [$datagram, $class, $words]) {
    check_throws($what, $class, fn() => xsock_send_many($server, [$good, $datagram]), $words);
}
check('nothing went out', xsock_recv_many($server), []);
$tcp = xsock_server('tcp://127.0.0.1:0');
check_throws('not datagrams', ValueError::class, fn() => xsock_send_many($tcp, ['x']), 'datagram socket');
check_no_leak('a refused batch', function () use ($server, $good) {
    try {
        xsock_send_many($server, [$good, ['x', '127.0.0.1:1'], ['x', 'nonsense']]);
    } catch (ValueError) {
    }
});
done();
?>
--EXPECT--
46 checks, all right
