--TEST--
A program started by the server does not keep its port
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// With core: proc_open, fclose the listener, bind again: "Address already in use".
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$port = port_of($server);
$pipes = [];
$process = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
fwrite($pipes[0], "runs\n");
check('runs', fgets($pipes[1]), "runs\n");
fclose($server);
$again = xsock_server("tcp://127.0.0.1:$port", $code, $text, options: ['so_reuseaddr' => false]);
check('bound again', $text, '');
fclose($pipes[0]);
proc_close($process);
done();
?>
--EXPECT--
2 checks, all right
