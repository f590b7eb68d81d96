--TEST--
udg: reading honours the stream's timeout, PEEK and non-blocking mode
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// stream_socket_recvfrom() of core waits for ever.
require __DIR__ . '/../inc/checks.inc';
$name = '@xs' . getmypid() . 'udgt';
$server = xsock_server("udg://$name");
$client = xsock_client("udg://$name");
stream_set_timeout($server, 0, 100000);
check('recvfrom', xt_waited(0.1, fn() => stream_socket_recvfrom($server, 100), $got), 'waited');
check('nothing', $got === false || $got === '', true);
check('timed out', stream_get_meta_data($server)['timed_out'], true);
check('not the end', feof($server), false);
fwrite($client, 'one');
fwrite($client, 'two');
check('peek', stream_socket_recvfrom($server, 100, STREAM_PEEK), 'one');
check('peek again', stream_socket_recvfrom($server, 100, STREAM_PEEK), 'one');
check('read', stream_socket_recvfrom($server, 100), 'one');
check('next', fread($server, 100), 'two');
stream_set_blocking($server, false);
check('non-blocking', xt_waited(2, fn() => fread($server, 100), $got), 'at once');
check('nothing', $got === '' || $got === false, true);
check('no warning', warned(), '');
done();
?>
--EXPECT--
11 checks, all right
