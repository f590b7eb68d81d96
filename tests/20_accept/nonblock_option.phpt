--TEST--
With option nonblock connections are non-blocking from birth, without an extra call
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// Core needs two fcntl for each connection. One listener serves blocking and another non-blocking connections.
require __DIR__ . '/../inc/checks.inc';
[$printed, $lines] = trace('
    $server = xsock_server("tcp://127.0.0.1:0", options: ["nonblock" => true]);
    $client = client_of($server);
    readable($server);
    mark("a");
    $connection = xsock_accept($server, 0);
    mark("b");
    check("reported", stream_get_meta_data($connection)["blocked"], false);
    check("fread does not wait", fread($connection, 10), "");
    check("not the end", feof($connection), false);
    check("the listener itself still waits", stream_get_meta_data($server)["blocked"], true);
    $seconds = xt_seconds(fn() => xsock_accept($server, 0.1));
    check_within("waited", $seconds, 0.09, 5);
    stream_set_blocking($connection, true);
    fwrite($client, "x");
    check("blocking now", fread($connection, 1), "x");
    done();
');
echo $printed;
$lines = between($lines, 'a', 'b');
check('calls', call_names($lines), 'accept4');
check_has('flags', $lines[0], 'SOCK_NONBLOCK', 'SOCK_CLOEXEC');
done();
?>
--EXPECT--
6 checks, all right
2 checks, all right
