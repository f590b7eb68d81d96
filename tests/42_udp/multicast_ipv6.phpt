--TEST--
udp: IPv6 multicast groups
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'ipv6'); ?>
--FILE--
<?php
// ff01:: is interface-local: it never leaves the loopback interface.
require __DIR__ . '/../inc/checks.inc';
$member = xsock_server('udp://[::]:0', $code, $text, options: ['multicast_groups' => ['ff01::7777'], 'multicast_if' => 'lo', 'multicast_ttl' => 1, 'multicast_loop' => true]);
check('joined', $text, '');
check('listed', preg_match('~\blo\s+ff010000000000000000000000007777~', file_get_contents('/proc/net/igmp6')), 1);
check('ttl', xsock_get_option($member, 'multicast_ttl'), 1);
check('loop', xsock_get_option($member, 'multicast_loop'), true);
fclose($member);
check('left', preg_match('~\blo\s+ff010000000000000000000000007777~', file_get_contents('/proc/net/igmp6')), 0);
done();
?>
--EXPECT--
5 checks, all right
