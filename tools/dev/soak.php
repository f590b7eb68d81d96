<?php
/*
 * php soak.php seconds: rounds of client processes that misbehave in every way a client can, against one select
 * loop. After each round everything is closed; memory and descriptors after the last must be those after the second.
 * Exit status 0 when they are and every well-behaved request was answered.
 */

const ROUNDS = 4;
const CLIENTS = 4;              // processes
const ALLOWED_RSS = 256;        // KiB of resident memory
const ALLOWED_PHP = 4096;       // bytes of PHP's own count

$server = xsock_server('tcp://127.0.0.1:0', options: ['nonblock' => true, 'write_buffer' => 4096]) ?: exit(1);
$states = [];
$unhappy = $accepted = $answered = 0;
for ($round = 0; $round < ROUNDS; $round++) {
    $children = start_clients($server, $argv[1] / ROUNDS);
    serve($server, $children, $accepted, $answered, $unhappy);
    $states[$round] = state();
    printf("round %d: connections %d, requests answered %d; resident %d KiB, PHP's own %d bytes, descriptors %d\n",
        $round + 1, $accepted, $answered, ...array_values($states[$round]));
}
[, $before] = $states;
$after = end($states);
$flat = $after['rss'] - $before['rss'] <= ALLOWED_RSS && $after['php'] - $before['php'] <= ALLOWED_PHP
    && $after['fds'] === $before['fds'];
echo $flat ? "flat\n" : "NOT FLAT\n", $unhappy ? "$unhappy client processes were not served right\n" : '';
exit($flat && !$unhappy && $answered > 100 ? 0 : 1);

function start_clients($server, float $seconds): array
{
    $address = 'tcp://' . stream_socket_get_name($server, false);
    $children = [];
    for ($i = 0; $i < CLIENTS; $i++) {
        $pid = pcntl_fork();
        if ($pid === 0) {
            xsock_detach($server);
            exit(misbehave($address, $seconds));
        }
        $children[$pid] = true;
    }
    return $children;
}

/* Serves until the client processes have ended: answers what begins with "hello". Then closes what is open. */
function serve($server, array $children, int &$accepted, int &$answered, int &$unhappy): void
{
    $clients = [];
    while ($children) {
        while (($pid = pcntl_wait($status, WNOHANG)) > 0) {
            unset($children[$pid]);
            $unhappy += pcntl_wifexited($status) && pcntl_wexitstatus($status) === 0 ? 0 : 1;
        }
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
            } elseif (!answer($stream, $answered)) {
                unset($clients[get_resource_id($stream)]);
                fclose($stream);
            }
        }
        // The silent are not kept for ever.
        while (count($clients) > 300) {
            fclose(take_oldest($clients));
        }
    }
    array_map(fclose(...), $clients);
}

/* One read; false when the client is gone. */
function answer($stream, int &$answered): bool
{
    $data = @fread($stream, 8192);
    if ($data === false || ($data === '' && feof($stream))) {
        return false;
    }
    if (str_starts_with($data, 'hello')) {
        $answered++;
        @fwrite($stream, $data);
        @fflush($stream);
    }
    return true;
}

function state(): array
{
    gc_collect_cycles();
    preg_match('~^VmRSS:\s+(\d+)~m', file_get_contents('/proc/self/status'), $m);
    return ['rss' => (int) $m[1], 'php' => memory_get_usage(), 'fds' => count(scandir('/proc/self/fd'))];
}

/* Takes the oldest out, keys stay. */
function take_oldest(array &$array): mixed
{
    $key = array_key_first($array);
    $value = $array[$key];
    unset($array[$key]);
    return $value;
}

/* A client process: one bad connection after another, and every tenth a good one that must be answered. */
function misbehave(string $address, float $seconds): int
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
    $end = hrtime(true) + (int) ($seconds * 1e9);
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
