--TEST--
fd://N makes a server of a descriptor somebody else opened
--EXTENSIONS--
xsock
pcntl
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// A supervisor or an earlier process hands a listening socket over; core can only php://fd it as a plain file.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$there = xsock_server('tcp://127.0.0.1:0', backlog: 3, options: ['cloexec' => false]);
$fd = xt_fd($there);
echo $output = run_php('
    $server = xsock_server("fd://' . $fd . '", $code, $text, backlog: 9);
    check("text", $text, "");
    check("transport", xsock_info($server)["transport"], "tcp");
    check("name", stream_socket_get_name($server, false), "' . stream_socket_get_name($there, false) . '");
    check("backlog", xsock_info($server)["backlog"], 9);
    check("cloexec is put on", (bool) (xt_fd_flags(' . $fd . ') & XT_O_CLOEXEC), true);
    $client = client_of($server);
    $connection = xsock_accept($server, 10, $peer);
    check("peer", $peer, stream_socket_get_name($client, false));
    fwrite($connection, "hello\n");
    check("serves", fgets($client), "hello\n");
    fclose($server);
    check("ours to close", isset(xt_fds()[' . $fd . ']), false);
    done();
');
check('the other process still has it', is_resource(client_of($there)));
$unix = xsock_server("unix://$dir/a.sock", options: ['cloexec' => false]);
echo run_php('
    $server = xsock_server("fd://' . xt_fd($unix) . '", $code, $text, context: stream_context_create(["socket" => ["unix_unlink" => true]]));
    check("transport", xsock_info($server)["transport"], "unix");
    check("name", stream_socket_get_name($server, false), "' . "$dir/a.sock" . '");
    fclose($server);
    done();
');
check('an adopted path is never unlinked', file_exists("$dir/a.sock"));
$udp = xsock_server('udp://127.0.0.1:0', options: ['cloexec' => false]);
echo run_php('
    $server = xsock_server("fd://' . xt_fd($udp) . '", $code, $text);
    check("text", $text, "");
    check("transport", xsock_info($server)["transport"], "udp");
    check("name", stream_socket_get_name($server, false), "' . stream_socket_get_name($udp, false) . '");
    done();
');
$udg = xsock_server("udg://$dir/b.sock", options: ['cloexec' => false]);
echo run_php('
    $server = xsock_server("fd://' . xt_fd($udg) . '", $code, $text);
    check("transport", xsock_info($server)["transport"], "udg");
    done();
');
done();
?>
--EXPECT--
8 checks, all right
2 checks, all right
3 checks, all right
1 checks, all right
2 checks, all right
