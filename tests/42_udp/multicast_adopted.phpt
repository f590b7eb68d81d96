--TEST--
udp: the multicast options count for adopted sockets, too
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// A service manager binds, the program joins: with fd:// and systemd:// the groups were told by
// xsock_get_option() and never joined, multicast_ttl and multicast_loop not set.
require __DIR__ . '/../inc/checks.inc';
function bound(): array
{
    $before = xt_fds();
    $socket = socket_create(AF_INET, SOCK_DGRAM, 0);
    socket_bind($socket, '0.0.0.0', 0);
    return [$socket, array_key_first(array_diff_key(xt_fds(), $before))];
}
$group = '239.77.7.' . (1 + getmypid() % 250);
$options = ['multicast_groups' => [$group], 'multicast_if' => 'lo', 'multicast_ttl' => 3, 'multicast_loop' => true, 'nonblock' => true];
[$socket, $fd] = bound();
$server = xsock_server("fd://$fd", $code, $text, options: $options);
check('adopted', $text, '');
check('ttl', socket_get_option($socket, IPPROTO_IP, IP_MULTICAST_TTL), 3);
$sender = xsock_client("udp://$group:" . port_of($server), options: ['multicast_if' => '127.0.0.1', 'multicast_ttl' => 1]);
fwrite($sender, 'to the group');
check('it hears the group', array_column(xsock_recv_many($server), 0), ['to the group']);
check('groups change', xsock_set_option($server, 'multicast_groups', []));
fwrite($sender, 'nobody');
check('left', xsock_recv_many($server), []);
[$other, $fd] = bound();
check('a bad group', xsock_server("fd://$fd", $code, $text, options: ['multicast_groups' => ['127.0.0.1']]), false);
check_has('named', $text, "join multicast group 127.0.0.1 on fd://$fd");
check_has('warned', warned(), $text);
check('the descriptor stays its owner\'s', socket_getsockname($other, $name), true);
$client = xsock_client("fd://$fd", options: ['multicast_ttl' => 5, 'multicast_loop' => false]);
check('client', [socket_get_option($other, IPPROTO_IP, IP_MULTICAST_TTL), socket_get_option($other, IPPROTO_IP, IP_MULTICAST_LOOP)], [5, 0]);
done();
?>
--EXPECT--
10 checks, all right
