--TEST--
multicast_if changes on an open socket and takes the groups along
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'ipv6'); ?>
--FILE--
<?php
// After multicast_if had changed no group could be left any more: the call joined the new ones, failed, and failed
// at every repetition because those were joined. 127.0.0.1 and lo are one interface, and two for the kernel.
require __DIR__ . '/../inc/checks.inc';
$group = fn(int $n) => "239.77.$n." . (1 + getmypid() % 250);
$server = xsock_server('udp://0.0.0.0:0', options: ['multicast_if' => 'lo', 'multicast_groups' => [$group(13)], 'nonblock' => true]);
$sender = xsock_client('udp://' . $group(13) . ':' . port_of($server), options: ['multicast_if' => 'lo']);
$other = xsock_client('udp://' . $group(14) . ':' . port_of($server), options: ['multicast_if' => 'lo']);
$hears = function () use ($server, $sender, $other): array {
    fwrite($sender, '13');
    fwrite($other, '14');
    return array_column(xsock_recv_many($server), 0);
};
check('at first', $hears(), ['13']);
check('by address', xsock_set_option($server, 'multicast_if', '127.0.0.1'));
check('still', $hears(), ['13']);
check('others', xsock_set_option($server, 'multicast_groups', [$group(14)]));
check('left and joined', $hears(), ['14']);
check('by name', xsock_set_option($server, 'multicast_if', 'lo'));
check('an interface that is none', xsock_set_option($server, 'multicast_if', 'nosuch0'), false);
check_has('said', warned(), 'nosuch0');
check('an address of no interface', xsock_set_option($server, 'multicast_if', '203.0.113.9'), false);
check_has('said', warned(), 'multicast_if');
check('as it was', [$hears(), xsock_get_option($server, 'multicast_if')], [['14'], 'lo']);
check('none', xsock_set_option($server, 'multicast_groups', []));
check('silence', $hears(), []);
// What a client sends with can change like a server's; what the kernel has is told of both.
foreach (['multicast_ttl' => 7, 'multicast_loop' => false] as $name => $value) {
    check("$name at first", xsock_get_option($sender, $name), $name === 'multicast_ttl' ? 1 : true);
    check("client $name", xsock_set_option($sender, $name, $value));
    check("$name told", xsock_get_option($sender, $name), $value);
}
check('client interface', xsock_set_option($sender, 'multicast_if', '127.0.0.1'));
check('in the kernel', [socket_get_option($raw = socket_import_stream($sender), IPPROTO_IP, IP_MULTICAST_TTL), socket_get_option($raw, IPPROTO_IP, IP_MULTICAST_LOOP)], [7, 0]);
$six = xsock_client('udp://[::1]:9', options: ['multicast_ttl' => 8]);
check('IPv6', [xsock_get_option($six, 'multicast_ttl'), socket_get_option(socket_import_stream($six), IPPROTO_IPV6, IPV6_MULTICAST_HOPS)], [8, 8]);
// 0.0.0.0 is no interface: the system chooses again, also for IPv6. (Of one given by name the kernel tells no IPv4 address.)
$raw = socket_import_stream($any = xsock_server('udp://[::]:0', options: ['multicast_if' => 'lo']));
$kernel = fn() => [socket_get_option($raw, IPPROTO_IP, IP_MULTICAST_IF), socket_get_option($raw, IPPROTO_IPV6, IPV6_MULTICAST_IF)];
$lo = $kernel()[1];
check('by name', [$lo > 0, xsock_set_option($any, 'multicast_if', '127.0.0.1'), $kernel()], [true, true, [$lo, 0]]);
check('none again', [xsock_set_option($any, 'multicast_if', '0.0.0.0'), $kernel()], [true, [0, 0]]);
xsock_set_option($any, 'multicast_if', 'lo');
check('none behind a name', [$kernel(), xsock_set_option($any, 'multicast_if', '0.0.0.0'), $kernel()], [[0, $lo], true, [0, 0]]);
// An IPv4 address says no interface for IPv6 groups: they were joined on another one, whichever the system chose.
check('IPv6 group at an IPv4 address', xsock_server('udp://[::]:0', $code, $text, options: ['multicast_if' => '127.0.0.1', 'multicast_groups' => ['ff01::7778']]), false);
check_has('said', $text, 'ff01::7778', 'multicast_if', 'name of an interface');
check_has('warned', warned(), $text);
check('an IPv4 group of an IPv6 socket', is_resource(xsock_server('udp://[::]:0', options: ['multicast_if' => '127.0.0.1', 'multicast_groups' => [$group(13)]])));
done();
?>
--EXPECT--
29 checks, all right
