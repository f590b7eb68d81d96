<?php
/*
 * The workloads. Each is: title, unit, command of the server [workload, n, size] and of the load [mode, arguments
 * after the port], and
 * batches: measured ones per process, after `warm` (1) that warm up;
 * together: server and load take turns on one CPU, as what waits for the other: no CPU is waked from sleep;
 * queued: the load says when everything is waiting in the kernel, then the server starts;
 * move: served by server_move.php and limit_move.c;
 * tls: the kind of key, for those of server_tls.php, limit_tls.c and load_tls.c;
 * replace: an unmodified program, on PHP's streams and with xsock.replace_transports=1 (the column xsock);
 * static: a file of that size over HTTP, from examples/static_files.php and from nginx, asked for by wrk;
 * core, limit: at most so many times their cost; most, least: at most, at least so much;
 * times_core: at least so many times core's rate; share_of: at least that share of the rate of another workload;
 * resumed: sessions must resume; calls: at most so many system calls;
 * without: contenders that have no such thing; trace: n of the run under strace, 0 = none.
 */

const PLAIN = ['limit', 'core', 'sockets', 'xsock'];
const TLS = ['limit', 'core', 'core_crypto', 'xsock', 'xsock_crypto'];
const REPLACED = ['core', 'xsock'];
const FILES = ['nginx', 'xsock'];

function workloads(bool $quick): array
{
    $n = fn (int $full): int => intdiv($full, $quick ? 4 : 1);
    $jobs = stream_workloads($n) + datagram_workloads($n) + move_workloads($n) + handshake_workloads($n)
        + tls_workloads($n) + replaced_workloads($n) + static_workloads();
    $jobs['burst'] = ['1,000 clients while the server sleeps', 'connected', ['burst', 1], ['burst', 1000, 250],
        'warm' => 0, 'least' => 1000];
    return $jobs;
}

function contenders(array $job): array
{
    return match (true) {
        isset($job['replace']) => REPLACED,
        isset($job['static']) => FILES,
        isset($job['tls']) => TLS,
        default => PLAIN,
    };
}

/** Which of xsock's contenders is compared with this one. */
function own_of(string $contender): string
{
    return $contender === 'core_crypto' ? 'xsock_crypto' : 'xsock';
}

function stream_workloads(callable $n): array
{
    $mib = 1 << 20;
    $waiting = min(2000, (int) (trim(file_get_contents('/proc/sys/net/core/somaxconn')) / 2));
    $together = ['together' => true];
    $jobs = [
        'accept_close' => ['accept + close', 'us', ['accept_close', $waiting], ['hold', '{n}', 0],
            'queued' => true, 'batches' => $n(8), 'core' => 0.97, 'limit' => 1.10, 'calls' => 2, 'trace' => 500],
        'accept_wait' => ['accept + close, each one waited for', 'us', ['accept_close', 500],
            ['churn', '{n}', 1, 300], 'batches' => $n(4), 'calls_of' => 'core', 'trace' => 300] + $together,
        'accept_keep' => ['accept only, kept open', 'us', ['accept_keep', $waiting], ['hold', '{n}', 0],
            'queued' => true, 'batches' => $n(8), 'core' => 0.70, 'calls' => 1, 'uncounted' => 'close', 'trace' => 500],
        'accept_many' => ['accept until the queue is empty', 'us', ['accept_many', $waiting], ['hold', '{n}', 0],
            'queued' => true, 'batches' => $n(8), 'core' => 0.70, 'calls' => 1.02, 'uncounted' => 'close',
            'trace' => 500],
        'echo' => ['echo 64 B, fread of 8 KiB', 'us', ['echo', 5000, 8192], ['echo', '{n}', 64],
            'batches' => $n(8), 'core' => 0.92, 'calls' => 2, 'trace' => 500] + $together,
        'echo_small' => ['echo 64 B, fread of 64 B', 'us', ['echo', 5000, 64], ['echo', '{n}', 64],
            'batches' => $n(8), 'core' => 0.92, 'calls' => 2, 'trace' => 500] + $together,
        'echo_line' => ['echo 64 B, fgets', 'us', ['echo_line', 5000], ['echo', '{n}', 64],
            'batches' => $n(8), 'core' => 0.92, 'calls' => 2, 'trace' => 500] + $together,
    ];
    foreach ([8 => 0.60, 64 => 0.50, 256 => 0.50] as $kib => $target) {
        $jobs["bulk_in_$kib"] = ["bulk in, fread of $kib KiB", 's/GB', ['bulk_in', 256 * $mib, $kib * 1024],
            ['send', '{n}'], 'batches' => $n(4), 'core' => $target, 'trace' => 16 * $mib];
    }
    $jobs['bulk_out'] = ['bulk out, fwrite of 64 KiB', 's/GB', ['bulk_out', 256 * $mib, 65536], ['recv'],
        'batches' => $n(4), 'trace' => 16 * $mib];
    foreach ([1000, 10000] as $count) {
        $jobs["idle_$count"] = ['idle connections: ' . number_format($count), 'B', ['idle', $count],
            ['hold', $count + 1, 64], 'queued' => $count < $waiting, 'warm' => 0, 'most' => 600];
    }
    return $jobs;
}

function datagram_workloads(callable $n): array
{
    $datagrams = (int) (min(4 << 20, trim(file_get_contents('/proc/sys/net/core/rmem_max'))) * 1.5 / 2304);
    $datagrams = min(2000, $datagrams);
    $jobs = [];
    foreach ([64, 1200] as $size) {
        $jobs["udp_recv_$size"] = ["UDP received, $size B", 'us', ['udp_recv', $datagrams], ['dgram', '{n}', $size],
            'queued' => true, 'batches' => $n(16), 'calls' => 1, 'trace' => min(200, $datagrams)];
        $jobs["udp_echo_$size"] = ["UDP echoed, $size B", 'us', ['udp_echo', 5000],
            ['udpecho', '{n}', $size, 16], 'batches' => $n(8), 'calls' => 2, 'trace' => 500];
    }
    return $jobs;
}

/* Files, batches, descriptors. */
function move_workloads(callable $n): array
{
    $mib = 1 << 20;
    $datagrams = (int) (min(4 << 20, trim(file_get_contents('/proc/sys/net/core/rmem_max'))) * 1.5 / 2304);
    $datagrams = min(1984, intdiv($datagrams, 64) * 64);
    $move = ['move' => true];
    $jobs = [
        'file_out' => ['file out', 's/GB', ['file_out', 256 * $mib], ['recv'],
            'batches' => $n(4), 'core' => 0.50, 'limit' => 1.05, 'trace' => 16 * $mib] + $move,
        'fd_pass' => ['a descriptor there and closed', 'us', ['fd_pass', 2000], ['hold', 1, 0],
            'batches' => $n(8), 'without' => ['core'], 'trace' => 200] + $move,
    ];
    foreach ([64, 1200] as $size) {
        $jobs["udp_batch_$size"] = ["UDP received in batches, $size B", 'us', ['udp_batch', $datagrams],
            ['dgram', '{n}', $size], 'queued' => true, 'batches' => $n(16), 'core' => 0.80, 'limit' => 1.25,
            'trace' => min(192, $datagrams)] + $move;
        $jobs["udp_batch_echo_$size"] = ["UDP echoed in batches, $size B", 'us', ['udp_batch_echo', 5000],
            ['udpecho', '{n}', $size, 16], 'batches' => $n(8), 'core' => 0.88, 'limit' => 1.10, 'trace' => 500]
            + $move;
    }
    return $jobs;
}

function handshake_workloads(callable $n): array
{
    $each = ['tls' => 'ecdsa', 'batches' => $n(8), 'trace' => 50];
    $full = $each + ['core' => 0.37, 'limit' => 1.15];
    $resumed = $each + ['core' => 0.25, 'limit' => 1.20, 'resumed' => true];
    $elsewhere = ['batches' => 1, 'tls' => 'ecdsa', 'least' => 100];
    $reload = $elsewhere + ['without' => ['limit']];
    $churn = fn (int $version, int $resume): array => ['churn', '{n}', $version, $resume];
    return [
        'tls_full_ecdsa' => ['handshake, ECDSA P-256', 'us', ['handshake', 100], $churn(13, 0)] + $full,
        'tls_full_rsa' => ['handshake, RSA-2048', 'us', ['handshake', 100], $churn(13, 0), 'tls' => 'rsa'] + $full,
        'tls_resumed_13' => ['resumed, TLS 1.3, ticket', 'us', ['handshake', 100], $churn(13, 1)] + $resumed,
        'tls_resumed_12' => ['resumed, TLS 1.2, ticket', 'us', ['handshake', 100], $churn(12, 1)] + $resumed,
        'tls_resumed_id' => ['resumed, TLS 1.2, session id', 'us', ['session_id', 100], $churn(12, 1)] + $resumed,
        'tls_forked_13' => ['resumed in another process, TLS 1.3', '%', ['forked', 20], $churn(13, 1)] + $elsewhere,
        'tls_forked_12' => ['resumed in another process, TLS 1.2', '%', ['forked', 20], $churn(12, 1)] + $elsewhere,
        'tls_reload_13' => ['resumed after a reload, TLS 1.3', '%', ['reload', 20], $churn(13, 1)] + $reload,
        'tls_reload_12' => ['resumed after a reload, TLS 1.2', '%', ['reload', 20], $churn(12, 1)] + $reload,
    ];
}

function tls_workloads(callable $n): array
{
    $mib = 1 << 20;
    $tls = ['tls' => 'ecdsa'];
    $jobs = [
        'tls_answer' => ['connect to first answer', '/s', ['answer', 20], ['answer', '{n}', 0],
            'batches' => $n(8), 'times_core' => 25],
        'tls_silent' => ['the same beside 200 silent clients', '/s', ['answer', 20], ['answer', '{n}', 200],
            'batches' => $n(8), 'share_of' => ['tls_answer', 0.5],
            'without' => ['limit', 'core_crypto', 'xsock_crypto']],
    ];
    foreach ([8 => 0.87, 64 => 0.87] as $kib => $target) {
        $jobs["tls_in_$kib"] = ["TLS in, fread of $kib KiB", 's/GB', ['bulk_in', 128 * $mib, $kib * 1024],
            ['send', '{n}'], 'batches' => $n(4), 'core' => $target, 'trace' => 16 * $mib];
    }
    foreach ([8 => null, 64 => 0.75] as $kib => $target) {
        $jobs["tls_out_$kib"] = ["TLS out, fwrite of $kib KiB", 's/GB', ['bulk_out', 128 * $mib, $kib * 1024],
            ['recv'], 'batches' => $n(4), 'core' => $target, 'trace' => 16 * $mib];
        $jobs["tls_out_now_$kib"] = ['the same, tcp_nodelay also on core', 's/GB',
            ['bulk_out_now', 128 * $mib, $kib * 1024], ['recv'], 'batches' => $n(4), 'core' => $target];
    }
    foreach ([1000, 10000] as $count) {
        $jobs["tls_idle_$count"] = ['idle TLS connections: ' . number_format($count), 'B', ['idle', $count],
            ['hold', $count + 1, 64], 'warm' => 0, 'most' => 16 * 1024];
    }
    return array_map(fn (array $job): array => $job + $tls, $jobs);
}

/* Programs nobody edits: never dearer than on PHP's own streams. */
function replaced_workloads(callable $n): array
{
    $waiting = min(2000, (int) (trim(file_get_contents('/proc/sys/net/core/somaxconn')) / 2));
    $mib = 1 << 20;
    $echo = [['echo', '{n}', 64], 'batches' => $n(8), 'trace' => 500, 'together' => true];
    $http = [['talk', '{n}', 8, 128], 'batches' => $n(8), 'trace' => 500, 'together' => true];
    $jobs = [
        'as_accept' => ['accept + close', 'us', ['accept_close', $waiting], ['hold', '{n}', 0],
            'queued' => true, 'batches' => $n(8), 'trace' => 500],
        'as_accept_wait' => ['accept + close, each one waited for', 'us', ['accept_close', 500],
            ['churn', '{n}', 1, 300], 'batches' => $n(4), 'trace' => 300, 'together' => true],
        'as_echo' => ['echo 64 B, fread', 'us', ['echo', 5000, 8192], ...$echo],
        'as_echo_line' => ['echo 64 B, fgets', 'us', ['echo_line', 5000], ...$echo],
        'as_echo_getline' => ['echo 64 B, stream_get_line', 'us', ['echo_get_line', 5000], ...$echo],
        'as_http_lines' => ['HTTP kept alive, stream_select, fgets', 'us', ['http_lines', 5000], ...$http],
        'as_http_read' => ['HTTP kept alive, stream_select, fread', 'us', ['http_read', 5000], ...$http],
        'as_bulk_in' => ['bulk in, fread of 8 KiB', 's/GB', ['bulk_in', 256 * $mib, 8192], ['send', '{n}'],
            'batches' => $n(4), 'trace' => 16 * $mib],
        'as_bulk_out' => ['bulk out, fwrite of 64 KiB', 's/GB', ['bulk_out', 256 * $mib, 65536], ['recv'],
            'batches' => $n(4), 'trace' => 16 * $mib],
    ];
    $jobs = array_map(fn (array $job): array => $job + ['core' => 1.00], $jobs);
    $tls = ['tls' => 'ecdsa', 'batches' => $n(8), 'core' => 0.40, 'trace' => 50];
    $jobs['as_tls'] = ['TLS, enable_crypto on each readable', 'us', ['loop', 100], ['churn', '{n}', 13, 0]] + $tls;
    $jobs['as_tls_resumed'] = ['the same, client brings a session', 'us', ['loop', 100], ['churn', '{n}', 13, 1],
        'resumed' => true] + $tls;
    $jobs['as_tls_idle'] = ['the same, idle connections: 900', 'B', ['loop_idle', 900], ['hold', 901, 64],
        'tls' => 'ecdsa', 'warm' => 0, 'core' => 0.45];
    return array_map(fn (array $job): array => $job + ['replace' => true], $jobs);
}

function static_workloads(): array
{
    $jobs = [];
    foreach ([1 => 'static_1k', 100 => 'static_100k', 1024 => 'static_1m'] as $kib => $name) {
        $jobs[$name] = ["static file of $kib KiB over HTTP", 'us', 'static' => $kib * 1024];
    }
    return $jobs;
}
