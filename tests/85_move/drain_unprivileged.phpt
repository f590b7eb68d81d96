--TEST--
drain works for processes without privileges: on recent kernels a socket filter on TCP takes CAP_NET_ADMIN
--EXTENSIONS--
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// xsock_drain() was false with "Operation not permitted" for everybody but root. What is used then is inherited by
// connections whose handshake ends after it, and must be taken off them.
require __DIR__ . '/../inc/checks.inc';
$me = posix_geteuid();
if ($me === 0) {
    posix_seteuid(65534);
}
foreach (['127.0.0.1', '[::1]', '*'] as $host) {
    // With tcp_defer_accept a handshake is not over before the client has sent something.
    $server = @xsock_server("tcp://$host:0", $code, $text, options: ['tcp_defer_accept' => 30]);
    if (!$server && $host === '[::1]') {
        continue; // a machine without IPv6
    }
    $address = $host === '*' ? '127.0.0.1' : $host;
    $connect = fn() => @stream_socket_client("tcp://$address:" . port_of($server), $code, $text, 20, STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT);
    $under_way = stream_socket_client("tcp://$address:" . port_of($server), $code, $text, 20);
    $queued = stream_socket_client("tcp://$address:" . port_of($server), $code, $text, 20);
    fwrite($queued, "a\n");
    await_queue($server, 1);
    check("$host: drained", xsock_drain($server), true);
    $new = $connect();
    fwrite($under_way, "b\n");
    await_queue($server, 2);
    fwrite($under_way, "c\n"); // the connection exists and has not been accepted: this waits for a repetition
    check("$host: two are served", count($conns = xsock_accept_many($server, 9)), 2);
    foreach ($conns as $i => $conn) {
        stream_set_timeout($conn, 20);
        $lines[$i] = fgets($conn);
    }
    check("$host: who waited, who was under way", $lines, ["a\n", "b\n"]);
    check("$host: and goes on", fgets($conns[1]), "c\n");
    fwrite($conns[1], "d\n");
    stream_set_timeout($under_way, 20);
    check("$host: both ways", fgets($under_way), "d\n");
    check("$host: nobody new", [xsock_info($server)['queued'], xsock_accept_many($server, 9, 0.2)], [0, []]);
    fclose($server);
}
posix_seteuid($me); // the leak checker needs its rights
done();

function await_queue($server, int $count): void
{
    for ($end = hrtime(true) + 20e9; xsock_info($server)['queued'] < $count && hrtime(true) < $end;) {
        usleep(1000);
    }
}
?>
--EXPECTF--
%d checks, all right
