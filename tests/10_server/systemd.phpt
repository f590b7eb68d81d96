--TEST--
systemd://name takes the sockets a supervisor passes
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Socket activation: the listening sockets are descriptors 3, 4, ... of LISTEN_FDS, named by LISTEN_FDNAMES,
// and meant for LISTEN_PID only. A restart then loses no client.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$web = stream_socket_server('tcp://127.0.0.1:0');
$web2 = stream_socket_server('tcp://127.0.0.1:0');
$control = stream_socket_server("unix://$dir/control.sock");
$names = array_map(fn($s) => stream_socket_get_name($s, false), [$web, $control, $web2]);
$client = client_of($web);
echo run_php('
    $names = ' . var_export($names, true) . ';
    foreach (["systemd://web" => [0, "tcp"], "systemd://control" => [1, "unix"], "systemd://web/1" => [2, "tcp"]] as $address => [$i, $transport]) {
        $server = $servers[] = xsock_server($address, $code, $text, backlog: 8);
        check("$address text", $text, "");
        check("$address transport", xsock_info($server)["transport"], $transport);
        check("$address name", stream_socket_get_name($server, false), $names[$i]);
    }
    $connection = xsock_accept($servers[0], 10);
    fwrite($connection, "waited for you\n");
    fclose($servers[1]);
    done();
', 'export LISTEN_PID=$$ LISTEN_FDS=3 LISTEN_FDNAMES=web:control:web; exec', [], [3 => $web, 4 => $control, 5 => $web2]);
check('a client that came before', fgets($client), "waited for you\n");
check('an adopted path is never unlinked', file_exists("$dir/control.sock"));
echo run_php('
    $udp = xsock_server("systemd://log", $code, $text);
    check("datagram", $text, "");
    check("transport", xsock_info($udp)["transport"], "udp");
    done();
', 'export LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=log; exec', [], [3 => stream_socket_server('udp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND)]);
done();
?>
--EXPECT--
9 checks, all right
2 checks, all right
2 checks, all right
