--TEST--
multicast groups are joined and left on an open socket
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
$group = fn(int $n) => "239.77.$n." . (1 + getmypid() % 250);
$server = xsock_server('udp://0.0.0.0:0', options: ['multicast_if' => 'lo', 'multicast_groups' => [$group(3)], 'nonblock' => true]);
$sender = xsock_server('udp://127.0.0.1:0', options: ['multicast_if' => 'lo']);
$hears = function () use ($server, $sender, $group): array {
    foreach ([3, 4, 5] as $n) {
        stream_socket_sendto($sender, "$n", 0, $group($n) . ':' . port_of($server));
    }
    return array_column(xsock_recv_many($server), 0);
};
check('at first', $hears(), ['3']);
check('one more', xsock_set_option($server, 'multicast_groups', [$group(3), $group(4)]));
check('both', $hears(), ['3', '4']);
check('others', xsock_set_option($server, 'multicast_groups', [$group(4), $group(5)]));
check('the first was left', $hears(), ['4', '5']);
check('told', xsock_get_option($server, 'multicast_groups'), [$group(4), $group(5)]);
check('a bad one', xsock_set_option($server, 'multicast_groups', [$group(3), '127.0.0.1']), false);
check_has('said', warned(), 'join multicast group 127.0.0.1');
check('nothing changed', $hears(), ['4', '5']);
check('still told', xsock_get_option($server, 'multicast_groups'), [$group(4), $group(5)]);
// On Linux a socket hears groups that other sockets of the machine have joined, unless it is told otherwise.
$other = xsock_server('udp://0.0.0.0:0', options: ['multicast_if' => 'lo', 'multicast_groups' => [$group(3)]]);
check('not what others have joined', $hears(), ['4', '5']);
check('none', xsock_set_option($server, 'multicast_groups', []));
check('silence', $hears(), []);
foreach (['multicast_ttl' => 0, 'multicast_loop' => false, 'multicast_if' => '127.0.0.1'] as $name => $value) {
    check($name, xsock_set_option($sender, $name, $value));
    check("$name told", xsock_get_option($sender, $name), $value);
}
check('bad interface', xsock_set_option($sender, 'multicast_if', 'nosuch0'), false);
check_has('named', warned(), 'nosuch0');
check('a client has no list', xsock_set_option(xsock_client('udp://127.0.0.1:9'), 'multicast_groups', []), false);
check_has('said', warned(), 'not a socket of xsock_server()');
check_throws('type', TypeError::class, fn() => xsock_set_option($server, 'multicast_groups', '239.1.1.1'), 'array of strings');
check_no_leak('joining', fn() => xsock_set_option($server, 'multicast_groups', [$group(random_int(3, 9)), '127.0.0.1']));
done();
?>
--EXPECT--
27 checks, all right
