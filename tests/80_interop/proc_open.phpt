--TEST--
A connection or a listener given to a program as its standard input works there
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// inetd style: the program reads and writes the connection, or accepts on the listener itself.
require __DIR__ . '/../inc/checks.inc';
[$server, $client, $connection] = trio();
$process = proc_open(['cat'], [$connection, $connection, ['file', '/dev/null', 'w']], $pipes);
fclose($connection);
fwrite($client, "through cat\n");
check('answered by the program', fgets($client), "through cat\n");
stream_socket_shutdown($client, STREAM_SHUT_WR);
check('ended by the program', [fread($client, 10), feof($client)], ['', true]);
check('status', proc_close($process), 0);
$code = '$s = xsock_server("fd://0"); $c = xsock_accept($s, 10); fwrite($c, "accepted elsewhere\n");';
$file = scratch() . '/worker.php';
file_put_contents($file, "<?php $code");
$process = proc_open('exec ' . php_command() . ' -f ' . escapeshellarg($file), [$server, ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
$client = client_of($server);
check('listener', fgets($client), "accepted elsewhere\n");
check('status', proc_close($process), 0);
$client = client_of($server);
check('and here again', is_resource(xsock_accept($server, 10)));
done();
?>
--EXPECT--
6 checks, all right
