--TEST--
xunix:// through PHP's own functions: same sockets, same names
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// stream_socket_server('xunix://…') for programs that cannot be changed further.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$server = stream_socket_server("xunix://$dir/a.sock", $code, $text, 12, stream_context_create(['socket' => ['unix_mode' => 0600, 'unix_unlink' => true]]));
check('mode', fileperms("$dir/a.sock") & 0777, 0600);
$client = stream_socket_client("xunix://$dir/a.sock");
$connection = stream_socket_accept($server, 10, $peer);
fwrite($client, "hello\n");
check('through', fgets($connection), "hello\n");
check('transports', [xsock_info($server)['transport'], xsock_info($client)['transport'], xsock_info($connection)['transport']], ['unix', 'unix', 'unix']);
fclose($server);
clearstatcache();
check('removed', file_exists("$dir/a.sock"), false);
done();
?>
--EXPECT--
4 checks, all right
