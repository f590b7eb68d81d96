<?php
/* The workloads on xsock: the same script, the two calls renamed, defaults everywhere. */
require __DIR__ . '/batch.php';

$udp = str_starts_with($workload, 'udp');
if ($udp) {
    $server = xsock_server('udp://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND, so_rcvbuf: 4 << 20);
} else {
    $server = xsock_server('tcp://127.0.0.1:0');
}
ready(stream_socket_get_name($server, false));

while (next_batch()) {
    switch ($workload) {
        case 'accept_close':
            begin();
            for ($i = 0; $i < $n; $i++) {
                fclose(xsock_accept($server));
            }
            done($n);
            break;

        case 'accept_keep':
            $kept = array_fill(0, $n, null);
            begin();
            for ($i = 0; $i < $n; $i++) {
                $kept[$i] = xsock_accept($server);
            }
            done($n);
            $kept = null;
            break;

        case 'accept_many':
            $kept = [];
            $taken = 0;
            begin();
            while ($conns = xsock_accept_many($server)) {
                $kept[] = $conns;
                $taken += count($conns);
            }
            done($taken);
            $kept = null;
            break;

        case 'idle':
            $kept = array_fill(0, $n + 1, null);
            for ($i = 0; $i <= $n; $i++) {
                $kept[$i] = xsock_accept($server);
                fgets($kept[$i]);
                if ($i === 0) {
                    private_bytes();
                    $before = private_bytes();
                }
            }
            done_idle($before, $n);
            $kept = null;
            break;

        case 'echo':
            $conn = xsock_accept($server);
            begin();
            for ($i = 0; $i < $n; $i++) {
                fwrite($conn, fread($conn, $size));
            }
            done($n);
            fclose($conn);
            break;

        case 'echo_line':
            $conn = xsock_accept($server);
            begin();
            for ($i = 0; $i < $n; $i++) {
                fwrite($conn, fgets($conn));
            }
            done($n);
            fclose($conn);
            break;

        case 'bulk_in':
            $conn = xsock_accept($server);
            $bytes = 0;
            begin();
            while (($data = fread($conn, $size)) != '') {
                $bytes += strlen($data);
            }
            done($bytes);
            fclose($conn);
            break;

        case 'bulk_out':
            $conn = xsock_accept($server);
            $data = str_repeat('x', $size);
            begin();
            for ($sent = 0; $sent < $n; $sent += $size) {
                fwrite($conn, $data);
            }
            done($n);
            fclose($conn);
            break;

        case 'udp_recv':
            begin();
            for ($i = 0; $i < $n; $i++) {
                stream_socket_recvfrom($server, 2048);
            }
            done($n);
            break;

        case 'udp_echo':
            begin();
            for ($i = 0; $i < $n; $i++) {
                $data = stream_socket_recvfrom($server, 2048, 0, $peer);
                stream_socket_sendto($server, $data, 0, $peer);
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
