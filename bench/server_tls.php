<?php
/*
 * The TLS workloads on PHP's streams and on xsock, each with a tls:// server and with a tcp:// server whose
 * connections call stream_socket_enable_crypto(). CERT holds certificate and key.
 *   server_tls.php WORKLOAD N SIZE CERT core|core_crypto|xsock|xsock_crypto
 */
require __DIR__ . '/batch.php';

[, , , , $cert, $contender] = $argv;
[$library, $crypto] = explode('_', "{$contender}_");
$crypto = $crypto || str_starts_with($workload, 'loop');
$context = stream_context_create([
    'socket' => ['backlog' => 4096, ...($workload === 'bulk_out_now' ? ['tcp_nodelay' => true] : [])],
    'ssl' => ['local_cert' => $cert, 'no_ticket' => $workload === 'session_id'],
]);
$open = $library === 'xsock' ? 'xsock_server' : 'stream_socket_server';
$server = $open(($crypto ? 'tcp' : 'tls') . '://127.0.0.1:0', $code, $message, context: $context);
$accept = $library === 'xsock' ? 'xsock_accept' : 'stream_socket_accept';
ready(stream_socket_get_name($server, false));

/* One client whose handshake is done, or false. */
function take(float $timeout = 60)
{
    global $server, $accept, $crypto;
    $conn = @$accept($server, $timeout);
    if ($conn && $crypto) {
        @stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
    }
    return $conn;
}

/* Serves N clients in a select loop: $ready gets each whose handshake is done. */
function loop(int $n, callable $ready): void
{
    global $server;
    $waiting = [];
    while ($n > 0) {
        $read = [$server, ...$waiting];
        $write = $except = null;
        stream_select($read, $write, $except, null);
        foreach ($read as $stream) {
            if ($stream === $server) {
                if ($conn = @stream_socket_accept($server, 0)) {
                    stream_set_blocking($conn, false);
                    $waiting[(int) $conn] = $conn;
                }
            } elseif (($done = stream_socket_enable_crypto($stream, true, STREAM_CRYPTO_METHOD_TLS_SERVER)) !== 0) {
                unset($waiting[(int) $stream]);
                $done ? $ready($stream) : fclose($stream);
                $n--;
            }
        }
    }
}

while (next_batch()) {
    switch ($workload) {
        case 'handshake':
        case 'session_id':
            begin();
            for ($i = 0; $i < $n; $i++) {
                fclose(take());
            }
            done($n);
            break;

        case 'loop': // as ReactPHP, Amp and Workerman do it: enable_crypto whenever there is something to read
            begin();
            loop($n, fn ($conn) => fclose($conn));
            done($n);
            break;

        case 'loop_idle':
            $kept = array_fill(0, $n + 1, null);
            $before = $i = 0;
            loop($n + 1, function ($conn) use (&$kept, &$before, &$i) {
                stream_set_blocking($conn, true);
                fgets($conn);
                $kept[$i] = $conn;
                if ($i++ === 0) {
                    private_bytes();
                    $before = private_bytes();
                }
            });
            done_idle($before, $n);
            $kept = null;
            break;

        case 'forked': // each client meets another process
            begin();
            for ($i = 0; $i < $n; $i++) {
                $child = pcntl_fork();
                if ($child === 0) {
                    fclose(take());
                    exit;
                }
                pcntl_waitpid($child, $status);
            }
            done($n);
            break;

        case 'reload': // each client meets a certificate that was read anew; core does that for every client
            begin();
            for ($i = 0; $i < $n; $i++) {
                $library === 'xsock' && xsock_tls_reload($server);
                fclose(take());
            }
            done($n);
            break;

        case 'answer': // a select loop; answered connections stay open, closing would hurry the answer along
            begin();
            for ($answered = 0; $answered < $n;) {
                $read = [$server];
                $write = $except = null;
                stream_select($read, $write, $except, null);
                while ($conn = take(0)) {
                    if (($line = fgets($conn)) !== false) {
                        fwrite($conn, $line);
                        $answered++;
                    }
                    $kept = $conn;
                }
            }
            done($n);
            $kept = $conn = null;
            break;

        case 'idle':
            $kept = array_fill(0, $n + 1, null);
            for ($i = 0; $i <= $n; $i++) {
                $kept[$i] = take();
                fgets($kept[$i]);
                if ($i === 0) {
                    private_bytes();
                    $before = private_bytes();
                }
            }
            done_idle($before, $n);
            $kept = null;
            break;

        case 'bulk_in':
            $conn = take();
            $bytes = 0;
            begin();
            while (($data = fread($conn, $size)) != '') {
                $bytes += strlen($data);
            }
            done($bytes);
            fclose($conn);
            break;

        case 'bulk_out':
        case 'bulk_out_now':
            $conn = take();
            $data = str_repeat('x', $size);
            begin();
            for ($sent = 0; $sent < $n; $sent += $size) {
                fwrite($conn, $data);
            }
            done($n);
            fclose($conn);
            break;

        default:
            unknown_workload($workload);
    }
}
