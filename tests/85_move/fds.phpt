--TEST--
send_fds, recv_fds: every kind of descriptor becomes the right kind of stream
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/carrier.inc';
$path = scratch() . '/file';
file_put_contents($path, "first\nsecond\n");
foreach (['unix', 'udg'] as $scheme) {
    [$a, $b] = carrier($scheme);
    [$listener, $client, $conn] = trio();
    $udp = xsock_server('udp://127.0.0.1:0');
    $file = fopen($path, 'r+');
    fgets($file); // read ahead by PHP: the receiver goes on where the script is
    [$pipe, $end] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $process = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
    $core = stream_socket_server('tcp://127.0.0.1:0');
    stream_set_blocking($conn, false);
    $names = array_map(fn($s) => stream_socket_get_name($s, false), [$listener, $conn, $udp, $core]);
    check("$scheme: sent", xsock_send_fds($a, ['listener' => $listener, $conn, $udp, $file, $pipe, $pipes[0], $pipes[1], $core], 'hello'), 5);
    array_map('xsock_detach', [$listener, $conn, $udp]);
    $listener = $conn = $udp = null;
    array_map('fclose', [$pipes[0], $pipes[1], $core]);
    $got = xsock_recv_fds($b, 16, $data);
    check("$scheme: data", $data, 'hello');
    check("$scheme: all", count($got), 8);
    [$listener, $conn, $udp, $file2, $pipe2, $to, $from, $core] = $got;
    $kinds = array_map(fn($s) => stream_get_meta_data($s)['stream_type'], $got);
    check("$scheme: kinds", $kinds, ['xsock_tcp', 'xsock_tcp', 'xsock_udp', 'STDIO', 'xsock_unix', 'STDIO', 'STDIO', 'xsock_tcp']);
    check("$scheme: names", array_map(fn($s) => stream_socket_get_name($s, false), [$listener, $conn, $udp, $core]), $names);
    check("$scheme: modes", [stream_get_meta_data($to)['mode'], stream_get_meta_data($from)['mode'], stream_get_meta_data($file2)['mode']], ['wb', 'rb', 'r+b']);
    check("$scheme: non-blocking as it was", [xsock_info($conn)['blocking'], xsock_info($pipe2)['blocking']], [false, true]);
    check("$scheme: CLOEXEC", array_filter([$listener, $conn, $udp, $core], fn($s) => !xsock_get_option($s, 'cloexec')), []);

    $late = stream_socket_client("tcp://$names[0]");
    check("$scheme: the listener accepts", fwrite(xsock_accept($listener, 10), 'served'), 6);
    check("$scheme: a client hears", fread($late, 10), 'served');
    check("$scheme: core's listener too", is_resource(stream_socket_client("tcp://$names[3]")) && is_resource(xsock_accept($core, 10)));
    check("$scheme: nothing to read yet", fread($conn, 10), '');
    fwrite($client, 'to the connection');
    check("$scheme: the connection", readable($conn) ? fread($conn, 99) : null, 'to the connection');
    fwrite($conn, 'back');
    check("$scheme: and back", fread($client, 99), 'back');
    fwrite(stream_socket_client("udp://$names[2]"), 'datagram');
    check("$scheme: datagrams", array_column(xsock_recv_many($udp), 0), ['datagram']);
    check("$scheme: multicast there", xsock_set_option($udp, 'multicast_ttl', 2));
    check("$scheme: the file, where it was", fgets($file2), "second\n");
    fwrite($end, 'pair');
    check("$scheme: the pair", fread($pipe2, 9), 'pair');
    fwrite($to, 'through cat');
    fclose($to);
    check("$scheme: the pipe", stream_get_contents($from), 'through cat');
    proc_close($process);
}
check('default data', xsock_send_fds($a, [$file]), 1);
check('one', count(xsock_recv_fds($b, data: $data)), 1);
check('a NUL', $data, "\0");
done();
?>
--EXPECT--
41 checks, all right
