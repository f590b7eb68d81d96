<?php
/*
 * Files, batches of datagrams and descriptors, each contender with the best it has.
 *   server_move.php WORKLOAD N SIZE core|sockets|xsock
 */
require __DIR__ . '/batch.php';

$contender = $argv[4];
$udp = str_starts_with($workload, 'udp');
if ($contender === 'sockets') {
    $server = socket_create(AF_INET, $udp ? SOCK_DGRAM : SOCK_STREAM, 0);
    $udp && socket_set_option($server, SOL_SOCKET, SO_RCVBUF, 4 << 20);
    socket_bind($server, '127.0.0.1');
    $udp || socket_listen($server, 4096);
    socket_getsockname($server, $host, $port);
    ready("$host:$port");
} else {
    $flags = $udp ? STREAM_SERVER_BIND : STREAM_SERVER_BIND | STREAM_SERVER_LISTEN;
    $address = ($udp ? 'udp' : 'tcp') . '://127.0.0.1:0';
    if ($contender === 'xsock') {
        $server = xsock_server($address, $code, $message, $flags, so_rcvbuf: $udp ? 4 << 20 : null);
    } else {
        $server = stream_socket_server($address, $code, $message, $flags);
        $udp && socket_set_option(socket_import_stream($server), SOL_SOCKET, SO_RCVBUF, 4 << 20);
    }
    ready(stream_socket_get_name($server, false));
}

/* A file in the page cache. */
function make_file(int $size)
{
    $file = tmpfile();
    ftruncate($file, $size);
    while (fread($file, 1 << 20) !== '') {
    }
    rewind($file);
    return $file;
}

/* A pair of connected unix sockets. */
function unix_pair(string $contender): array
{
    if ($contender === 'sockets') {
        socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $pair);
        return $pair;
    }
    $name = 'unix://@xsock-bench-' . getmypid();
    $listener = xsock_server($name);
    return [xsock_client($name), xsock_accept($listener)];
}

while (next_batch()) {
    switch ("$workload $contender") {
        case 'file_out xsock':
            $conn = xsock_accept($server);
            $file = make_file($n);
            begin();
            xsock_sendfile($conn, $file);
            done($n);
            fclose($conn);
            break;

        case 'file_out core':
            $conn = stream_socket_accept($server);
            $file = make_file($n);
            begin();
            stream_copy_to_stream($file, $conn);
            done($n);
            fclose($conn);
            break;

        case 'file_out sockets':
            $conn = socket_accept($server);
            $file = make_file($n);
            begin();
            while (($data = fread($file, 65536)) !== '') {
                for ($sent = 0; $sent < strlen($data);) {
                    $sent += socket_write($conn, $sent ? substr($data, $sent) : $data);
                }
            }
            done($n);
            socket_close($conn);
            break;

        case 'udp_batch xsock':
            begin();
            for ($i = 0; $i < $n;) {
                $i += count(xsock_recv_many($server));
            }
            done($n);
            break;

        case 'udp_batch core':
            begin();
            for ($i = 0; $i < $n; $i++) {
                stream_socket_recvfrom($server, 2048, 0, $peer);
            }
            done($n);
            break;

        case 'udp_batch sockets':
            begin();
            for ($i = 0; $i < $n; $i++) {
                socket_recvfrom($server, $data, 2048, 0, $host, $port);
            }
            done($n);
            break;

        case 'udp_batch_echo xsock':
            begin();
            for ($i = 0; $i < $n;) {
                $i += xsock_send_many($server, xsock_recv_many($server));
            }
            done($n);
            break;

        case 'udp_batch_echo core':
            begin();
            for ($i = 0; $i < $n; $i++) {
                $data = stream_socket_recvfrom($server, 2048, 0, $peer);
                stream_socket_sendto($server, $data, 0, $peer);
            }
            done($n);
            break;

        case 'udp_batch_echo sockets':
            begin();
            for ($i = 0; $i < $n; $i++) {
                $length = socket_recvfrom($server, $data, 2048, 0, $host, $port);
                socket_sendto($server, $data, $length, 0, $host, $port);
            }
            done($n);
            break;

        case 'fd_pass xsock':
            [$a, $b] = unix_pair($contender);
            begin();
            for ($i = 0; $i < $n; $i++) {
                xsock_send_fds($a, [$server]);
                xsock_recv_fds($b);
            }
            done($n);
            break;

        case 'fd_pass sockets':
            [$a, $b] = unix_pair($contender);
            $room = socket_cmsg_space(SOL_SOCKET, SCM_RIGHTS, 1);
            $rights = ['level' => SOL_SOCKET, 'type' => SCM_RIGHTS, 'data' => [$server]];
            begin();
            for ($i = 0; $i < $n; $i++) {
                socket_sendmsg($a, ['iov' => ["\0"], 'control' => [$rights]]);
                $message = ['name' => [], 'buffer_size' => 1, 'controllen' => $room];
                socket_recvmsg($b, $message);
            }
            done($n);
            break;

        default:
            unknown_workload("$workload $contender");
    }
}
