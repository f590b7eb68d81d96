--TEST--
xsock_recv_fds() on udg takes a datagram whole
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// What was behind 65,536 bytes was lost without a word.
require __DIR__ . '/../inc/checks.inc';
$path = scratch() . '/socket';
$server = xsock_server("udg://$path");
stream_set_timeout($server, 10);
$client = xsock_client("udg://$path");
$data = str_repeat('0123456789', 15000);
check('sent', xsock_send_fds($client, [$server], $data), 150000);
$got = xsock_recv_fds($server, 1, $came);
check('a descriptor', array_map('is_resource', $got), [true]);
check('the data', $came === $data);
check('sent without', fwrite($client, 'x'), 1);
check('nothing with it', [xsock_recv_fds($server, 1, $came), $came], [[], 'x']);
done();
?>
--EXPECT--
5 checks, all right
