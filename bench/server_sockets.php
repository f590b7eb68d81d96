<?php
/* The workloads on ext/sockets. */
require __DIR__ . '/batch.php';

$udp = str_starts_with($workload, 'udp');
$server = socket_create(AF_INET, $udp ? SOCK_DGRAM : SOCK_STREAM, 0);
if ($udp) {
    socket_set_option($server, SOL_SOCKET, SO_RCVBUF, 4 << 20);
}
socket_bind($server, '127.0.0.1', 0);
if ($workload === 'burst') {
    socket_listen($server);
} elseif (!$udp) {
    socket_listen($server, 4096);
}
if ($workload === 'accept_many') {
    socket_set_nonblock($server);
}
socket_getsockname($server, $address, $port);
ready("$address:$port");

while (next_batch()) {
    switch ($workload) {
        case 'accept_close':
            begin();
            for ($i = 0; $i < $n; $i++) {
                socket_close(socket_accept($server));
            }
            done($n);
            break;

        case 'accept_keep':
            $kept = array_fill(0, $n, null);
            begin();
            for ($i = 0; $i < $n; $i++) {
                $kept[$i] = socket_accept($server);
            }
            done($n);
            $kept = null;
            break;

        case 'accept_many':
            $kept = [];
            begin();
            while ($conn = @socket_accept($server)) {
                $kept[] = $conn;
            }
            done(count($kept));
            $kept = null;
            break;

        case 'idle':
            $kept = array_fill(0, $n + 1, null);
            for ($i = 0; $i <= $n; $i++) {
                $kept[$i] = socket_accept($server);
                socket_recv($kept[$i], $data, 8192, 0);
                if ($i === 0) {
                    private_bytes();
                    $before = private_bytes();
                }
            }
            done_idle($before, $n);
            $kept = null;
            break;

        case 'echo':
        case 'echo_line': // no lines in ext/sockets: the same work by hand
            $conn = socket_accept($server);
            $size = $size ?: 8192;
            begin();
            for ($i = 0; $i < $n; $i++) {
                socket_recv($conn, $data, $size, 0);
                socket_send($conn, $data, strlen($data), 0);
            }
            done($n);
            socket_close($conn);
            break;

        case 'bulk_in':
            $conn = socket_accept($server);
            $bytes = 0;
            begin();
            while ($got = socket_recv($conn, $data, $size, 0)) {
                $bytes += $got;
            }
            done($bytes);
            socket_close($conn);
            break;

        case 'bulk_out':
            $conn = socket_accept($server);
            $data = str_repeat('x', $size);
            begin();
            for ($sent = 0; $sent < $n; $sent += $put) {
                $put = socket_send($conn, $data, $size, 0);
            }
            done($n);
            socket_close($conn);
            break;

        case 'udp_recv':
            begin();
            for ($i = 0; $i < $n; $i++) {
                socket_recv($server, $data, 2048, 0);
            }
            done($n);
            break;

        case 'udp_echo':
            begin();
            for ($i = 0; $i < $n; $i++) {
                $got = socket_recvfrom($server, $data, 2048, 0, $address, $port);
                socket_sendto($server, $data, $got, 0, $address, $port);
            }
            done($n);
            break;

        case 'burst':
            usleep(300000);
            begin();
            done(1);
            break;

        default:
            unknown_workload($workload);
    }
}
