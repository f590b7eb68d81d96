<?php
/*
 * php soak.php seconds: forks clients that misbehave in every way a client can, serves them from one select loop,
 * and compares memory and descriptors after a warm-up with those at the end. Exit status 0 when both stayed flat.
 */

const CLIENTS = 4;              // processes
const ALLOWED_GROWTH = 64;      // KiB of resident memory between the middle and the end

$seconds = (int) $argv[1];
$server = xsock_server('tcp://127.0.0.1:0', options: ['nonblock' => true, 'write_buffer' => 4096])
    ?: exit(1);
$address = 'tcp://' . stream_socket_get_name($server, false);
$children = [];
for ($i = 0; $i < CLIENTS; $i++) {
    $pid = pcntl_fork();
    if ($pid === 0) {
        xsock_detach($server);
        exit(misbehave($address, $seconds));
    }
    $children[] = $pid;
}

$warm = serve($server, $seconds / 2);
$end = serve($server, $seconds / 2 + 2);
$unhappy = 0;
foreach ($children as $pid) {
    pcntl_waitpid($pid, $status);
    $unhappy += pcntl_wexitstatus($status) !== 0 || !pcntl_wifexited($status) ? 1 : 0;
}
printf("connections %d, requests answered %d\n", $warm['accepted'] + $end['accepted'],
    $warm['answered'] + $end['answered']);
printf("resident memory %d KiB -> %d KiB, PHP's own %d -> %d bytes, descriptors %d -> %d, streams left open %d\n",
    $warm['rss'], $end['rss'], $warm['php'], $end['php'], $warm['fds'], $end['fds'], $end['open']);
$flat = $end['rss'] - $warm['rss'] <= ALLOWED_GROWTH && $end['php'] <= $warm['php'] && $end['fds'] <= $warm['fds']
    && $end['open'] === 0 && $warm['accepted'] > 100;
echo $flat ? "flat\n" : "NOT FLAT\n", $unhappy ? "$unhappy client processes were not served right\n" : '';
exit($flat && !$unhappy ? 0 : 1);

/* Serves for so long, answers lines; then closes what is open and says what is left. */
function serve($server, float $seconds): array
{
    $end = hrtime(true) + (int) ($seconds * 1e9);
    $clients = [];
    $accepted = $answered = 0;
    while (hrtime(true) < $end) {
        $read = [$server, ...$clients];
        $write = $except = null;
        if (!stream_select($read, $write, $except, 0, 100000)) {
            continue;
        }
        foreach ($read as $stream) {
            if ($stream === $server) {
                foreach (xsock_accept_many($server) as $client) {
                    $clients[get_resource_id($client)] = $client;
                    $accepted++;
                }
                continue;
            }
            $data = @fread($stream, 8192);
            if ($data === false || $data === '') {
                if ($data === false || feof($stream)) {
                    unset($clients[get_resource_id($stream)]);
                    fclose($stream);
                }
                continue;
            }
            if (str_starts_with($data, 'hello')) {
                $answered++;
                fwrite($stream, $data);
                fflush($stream);
            }
        }
        // The silent are not kept for ever.
        while (count($clients) > 200) {
            fclose(array_shift_keep($clients));
        }
    }
    array_map(fclose(...), $clients);
    $clients = [];
    unset($read, $stream, $client, $data);
    gc_collect_cycles();
    return ['accepted' => $accepted, 'answered' => $answered, 'rss' => resident(), 'php' => memory_get_usage(),
        'fds' => count(scandir('/proc/self/fd')), 'open' => count($clients)];
}

/* Takes the oldest out, keys stay. */
function array_shift_keep(array &$array): mixed
{
    $key = array_key_first($array);
    $value = $array[$key];
    unset($array[$key]);
    return $value;
}

function resident(): int
{
    preg_match('~^VmRSS:\s+(\d+)~m', file_get_contents('/proc/self/status'), $m);
    return (int) $m[1];
}

/* A client process: one bad connection after another, and every tenth a good one that must be answered. */
function misbehave(string $address, int $seconds): int
{
    $bad = [
        fn ($c) => xsock_reset($c),
        fn ($c) => fclose($c),
        fn ($c) => [fwrite($c, random_bytes(random_int(1, 20000))), xsock_reset($c)],
        fn ($c) => [fwrite($c, random_bytes(random_int(1, 20000))), fclose($c)],
        fn ($c) => [stream_socket_shutdown($c, STREAM_SHUT_WR), fread($c, 10), fclose($c)],
        fn ($c) => [stream_socket_shutdown($c, STREAM_SHUT_RD), fwrite($c, "hello\n"), fclose($c)],
        fn ($c) => [fwrite($c, str_repeat("hello\n", 3000)), usleep(500), xsock_reset($c)],
        fn ($c) => [stream_socket_sendto($c, '!', STREAM_OOB), fclose($c)],
    ];
    $silent = [];
    $end = hrtime(true) + $seconds * 1_000_000_000;
    for ($i = 0; hrtime(true) < $end; $i++) {
        $stream = @xsock_client($address, $code, $message, 5.0);
        if (!$stream) {
            fwrite(STDERR, "client: $message\n");
            return 1;
        }
        stream_set_timeout($stream, 5);
        if ($i % 10 === 0) {
            fwrite($stream, "hello $i\n");
            $answer = fgets($stream);
            fclose($stream);
            if ($answer !== "hello $i\n") {
                fwrite(STDERR, 'client: asked to answer "hello ' . $i . '", got ' . var_export($answer, true) . "\n");
                return 1;
            }
        } elseif ($i % 10 === 5) {
            $silent[] = $stream;
            $silent = array_slice($silent, -20);
        } else {
            @$bad[array_rand($bad)]($stream);
        }
    }
    return 0;
}
