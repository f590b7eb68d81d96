--TEST--
udp: multicast groups are joined at opening, on the interface asked for
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// With core this needs ext-sockets and socket_import_stream().
require __DIR__ . '/../inc/checks.inc';
$group = '239.77.1.' . (1 + getmypid() % 250);
$member = xsock_server('udp://0.0.0.0:0', $code, $text, options: ['multicast_groups' => [$group, '239.77.0.1'], 'multicast_if' => 'lo']);
check('joined', $text, '');
$port = port_of($member);
$sender = xsock_server('udp://127.0.0.1:0', $code, $text, options: ['multicast_if' => '127.0.0.1', 'multicast_ttl' => 1, 'multicast_loop' => true]);
check('sender', $text, '');
stream_set_timeout($member, 10);
check('sent', stream_socket_sendto($sender, 'to the group', 0, "$group:$port"), 12);
check('received', stream_socket_recvfrom($member, 100, 0, $peer), 'to the group');
check('from', $peer, stream_socket_get_name($sender, false));
check('second group', stream_socket_sendto($sender, 'second', 0, "239.77.0.1:$port"), 6);
check('received', fread($member, 100), 'second');
check('memberships are there', substr_count(file_get_contents('/proc/net/igmp'), sprintf('%08X', unpack('V', inet_pton($group))[1])) >= 1, true);
fclose($member);
foreach ([['127.0.0.1'], ['not an address'], ['239.1.2.3:80'], [''], ['ff02::1']] as $groups) {
    check('bad group ' . show($groups), xsock_server('udp://0.0.0.0:0', $code, $text, options: ['multicast_groups' => $groups]), false);
    check_has('named ' . show($groups), $text, $groups[0]);
    check_has('warned ' . show($groups), warned(), $text);
}
check('bad interface', xsock_server('udp://0.0.0.0:0', $code, $text, options: ['multicast_groups' => ['239.1.2.3'], 'multicast_if' => 'nosuch0']), false);
check_has('named', $text, 'nosuch0');
warned();
check_no_leak('a refused group', fn() => xsock_server('udp://0.0.0.0:0', options: ['multicast_groups' => ['127.0.0.1']]));
done();
?>
--EXPECT--
27 checks, all right
