--TEST--
A connection that came before its server's timeout was set has that timeout all the same
--EXTENSIONS--
pcntl
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// Linux gives connections the SO_RCVTIMEO their server had when they came, and a read trusted that. It waited for ever on one that came
// between listen(2) and the call that sets it, as those of a restarted server do; and for the former timeout on one that
// was in the queue when the timeout was changed and then the backlog.
require __DIR__ . '/../inc/checks.inc';
ini_set('default_socket_timeout', '20');

$server = xsock_server('tcp://127.0.0.1:0');
$client = client_of($server);
readable($server);
stream_set_timeout($server, 1);
check('backlog', xsock_set_option($server, 'backlog', 16));
$conn = xsock_accept($server, 10);
check_within('queued', xt_seconds(fn () => fread($conn, 1)), 0.9, 8);
check('timed out', stream_get_meta_data($conn)['timed_out']);

[$printed] = trace('
    ini_set("default_socket_timeout", "1");
    $place = xsock_server("tcp://127.0.0.1:0", $code, $text, STREAM_SERVER_BIND, options: ["so_reuseport" => true]);
    $address = "tcp://" . stream_socket_get_name($place, false);
    $peer = Peer::run(function ($parent) use ($address) {
        while (!($conn = @stream_socket_client($address))) {
        }
        $parent->say("connected");
        sleep(8); // then it ends, and so does a read that waits for ever
    });
    $server = xsock_server($address, options: ["so_reuseport" => true]); // its listen() lasts
    $peer->hear();
    $conn = xsock_accept($server, 10);
    check_within("came with listen", xt_seconds(fn () => fread($conn, 1)), 0.9, 7);
    check("timed out", stream_get_meta_data($conn)["timed_out"]);
    posix_kill($peer->pid, SIGKILL);
    done();
', '-e trace=listen -e inject=listen:delay_exit=300000');
check('listen', $printed, "2 checks, all right\n");
done();
?>
--EXPECT--
4 checks, all right
