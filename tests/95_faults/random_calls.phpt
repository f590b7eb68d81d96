--TEST--
Thousands of random calls on random streams in random states: no crash, no leak, no descriptor left
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Orders of calls nobody thought of. The seed is printed when something is wrong; XSOCK_SEED repeats it.
require __DIR__ . '/../inc/checks.inc';
$seed = (int) (getenv('XSOCK_SEED') ?: 1);
mt_srand($seed);
ini_set('default_socket_timeout', '1');

const ADDRESSES = ['tcp://127.0.0.1:0', 'tcp://*:0', 'udp://127.0.0.1:0', 'unix://@', 'udg://@', 'tcp://127.0.0.1:x', 'fd://9999', 'tls://127.0.0.1:0'];
const OPTIONS = ['tcp_nodelay', 'so_linger', 'read_buffer', 'write_buffer', 'backlog', 'so_rcvbuf', 'nosuch', 'unix_mode', 'nonblock', 'so_keepalive'];

function any(array $list): mixed
{
    return $list ? $list[array_rand($list)] : null;
}

function value(): mixed
{
    return any([0, 1, -1, 5, 8192, 100000, PHP_INT_MAX, 'abc', '7', true, null, 1.5, [], "\0"]);
}

function timeout(): ?float
{
    return any([0, 0.0, 0.001, 0.01]);
}

function one_call(array &$streams): void
{
    $s = any($streams) ?? 5;
    $connect = fn() => 'x' . (xsock_info($s)['transport'] === 'udp' ? 'udp' : xsock_info($s)['transport']) . '://' . (xsock_info($s)['local'] ?: 'none');
    switch (mt_rand(0, 31)) {
        case 0: case 1:
            $streams[] = xsock_server(any(ADDRESSES), $c, $t, options: mt_rand(0, 3) ? ['write_buffer' => any([0, 10, 5000]), 'nonblock' => (bool) mt_rand(0, 1)] : [any(OPTIONS) => value()]);
            break;
        case 2: case 3: case 4: $streams[] = xsock_client($connect(), $c, $t, 0.2, read_buffer: any([0, 1, 100, null]), write_buffer: any([0, 100, null])); break;
        case 5: case 6: case 7: $streams[] = xsock_accept($s, timeout(), $peer, $c, $t); break;
        case 8: array_push($streams, ...xsock_accept_many($s, mt_rand(-1, 5), timeout(), $peers, $c)); break;
        case 9: xsock_info($s); break;
        case 10: xsock_set_option($s, any(OPTIONS), value()); break;
        case 11: xsock_get_option($s, any(OPTIONS)); break;
        case 12: mt_rand(0, 7) || xsock_detach($s); break;
        case 13: mt_rand(0, 7) || xsock_reset($s); break;
        case 14: xsock_writev($s, array_fill(0, mt_rand(0, 1500), str_repeat('w', mt_rand(0, 20)))); break;
        case 15: case 16: fwrite($s, str_repeat("line\n", mt_rand(0, 300))); break;
        case 17: case 18: fread($s, any([1, 10, 8192, 100000])); break;
        case 19: fgets($s, any([2, 100, 10000])); break;
        case 20: mt_rand(0, 3) || fclose($s); break;
        case 21: stream_set_blocking($s, (bool) mt_rand(0, 3) === 0); break;
        case 22: stream_socket_recvfrom($s, any([1, 100, 70000]), any([0, STREAM_PEEK, STREAM_OOB])); break;
        case 23: stream_socket_sendto($s, 'data', any([0, STREAM_OOB])); break;
        case 24: mt_rand(0, 3) || stream_socket_shutdown($s, mt_rand(0, 2)); break;
        case 25: feof($s); stream_get_meta_data($s); break;
        case 26: stream_set_chunk_size($s, any([1, 7, 8192])); break;
        case 27: stream_filter_append($s, any(['string.rot13', 'string.toupper'])); break;
        case 28: fflush($s); stream_get_line($s, any([0, 10, 1000]), any(["\n", 'e'])); break;
        case 29: stream_set_read_buffer($s, any([0, 1, 100])); stream_set_write_buffer($s, any([0, 100])); break;
        case 30:
            [$r, $w, $e] = [array_filter($streams, 'is_resource'), [], []];
            stream_select($r, $w, $e, 0, 100);
            break;
        case 31: stream_socket_accept($s, 0.001, $peer); stream_socket_get_name($s, (bool) mt_rand(0, 1)); break;
    }
    array_map(fn($s) => is_resource($s) && stream_set_timeout($s, 0, 1000), array_slice($streams, -5));
}

function story(int $calls): void
{
    $streams = [];
    for ($i = 0; $i < $calls; $i++) {
        if (count($streams) < 8) {
            $server = xsock_server('tcp://127.0.0.1:0');
            $client = xsock_client('tcp://' . stream_socket_get_name($server, false));
            array_push($streams, $server, $client, xsock_accept($server, 10));
            array_map(fn($s) => stream_set_timeout($s, 0, 1000), array_slice($streams, -3));
        }
        try {
            one_call($streams);
        } catch (Error $error) {
        }
        $GLOBALS['xs_warned'] = [];
        $streams = array_values(array_filter($streams, fn($s) => is_resource($s) || mt_rand(0, 9) === 0));
        if (count($streams) > 30) {
            array_splice($streams, mt_rand(0, 10), 15);
        }
    }
}

$fds = count(xt_fds());
for ($round = 0; $round < 10; $round++) {
    story(150);
    gc_collect_cycles();
}
check("descriptors after seed $seed", count(xt_fds()), $fds);
done();
?>
--EXPECT--
1 checks, all right
