<?php
/* The workloads on PHP's own streams. */
require __DIR__ . '/batch.php';

$udp = str_starts_with($workload, 'udp');
if ($workload === 'burst') {
    $server = stream_socket_server('tcp://127.0.0.1:0');
} elseif ($udp) {
    $server = stream_socket_server('udp://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND);
    socket_set_option(socket_import_stream($server), SOL_SOCKET, SO_RCVBUF, 4 << 20);
} else {
    // The default of 32 waiting clients is measured by burst; here it would only disturb.
    $context = stream_context_create(['socket' => ['backlog' => 4096]]);
    $server = stream_socket_server('tcp://127.0.0.1:0', context: $context);
}
ready(stream_socket_get_name($server, false));

/* A web server around stream_select(), as many are written: N answers of 128 bytes on kept-alive connections. */
function serve_http($server, int $n, bool $by_lines): void
{
    $answer = str_pad("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 64\r\n\r\n", 128, 'x');
    $conns = [];
    for ($served = 0; $served < $n;) {
        $read = [$server, ...$conns];
        $write = $except = null;
        stream_select($read, $write, $except, null);
        foreach ($read as $stream) {
            if ($stream === $server) {
                $conn = stream_socket_accept($server, 0);
                stream_set_blocking($conn, false);
                $conns[(int) $conn] = $conn;
                continue;
            }
            if ($by_lines) {
                while (($line = fgets($stream)) !== false && rtrim($line) !== '') {
                    $request = $line;
                }
            } else {
                $request = fread($stream, 8192);
            }
            if ($request === '' && feof($stream)) {
                unset($conns[(int) $stream]);
                fclose($stream);
                continue;
            }
            fwrite($stream, $answer);
            $served++;
        }
    }
}

while (next_batch()) {
    switch ($workload) {
        case 'accept_close':
            begin();
            for ($i = 0; $i < $n; $i++) {
                fclose(stream_socket_accept($server));
            }
            done($n);
            break;

        case 'accept_keep':
            $kept = array_fill(0, $n, null);
            begin();
            for ($i = 0; $i < $n; $i++) {
                $kept[$i] = stream_socket_accept($server);
            }
            done($n);
            $kept = null;
            break;

        case 'accept_many':
            $kept = [];
            begin();
            while ($conn = @stream_socket_accept($server, 0)) {
                $kept[] = $conn;
            }
            done(count($kept));
            $kept = null;
            break;

        case 'idle':
            $kept = array_fill(0, $n + 1, null);
            for ($i = 0; $i <= $n; $i++) {
                $kept[$i] = stream_socket_accept($server);
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
            $conn = stream_socket_accept($server);
            begin();
            for ($i = 0; $i < $n; $i++) {
                fwrite($conn, fread($conn, $size));
            }
            done($n);
            fclose($conn);
            break;

        case 'echo_line':
            $conn = stream_socket_accept($server);
            begin();
            for ($i = 0; $i < $n; $i++) {
                fwrite($conn, fgets($conn));
            }
            done($n);
            fclose($conn);
            break;

        case 'echo_get_line':
            $conn = stream_socket_accept($server);
            begin();
            for ($i = 0; $i < $n; $i++) {
                fwrite($conn, stream_get_line($conn, 8192, "\n") . "\n");
            }
            done($n);
            fclose($conn);
            break;

        case 'http_lines':
        case 'http_read':
            begin();
            serve_http($server, $n, $workload === 'http_lines');
            done($n);
            break;

        case 'bulk_in':
            $conn = stream_socket_accept($server);
            $bytes = 0;
            begin();
            while (($data = fread($conn, $size)) != '') {
                $bytes += strlen($data);
            }
            done($bytes);
            fclose($conn);
            break;

        case 'bulk_out':
            $conn = stream_socket_accept($server);
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
