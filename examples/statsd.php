<?php
/*
 * Collects counters and timings in the format of statsd ("name:1|c", "name:320|ms"), several lines to a datagram, and
 * prints sums. Datagrams are taken in batches, so that a burst is read before the kernel's buffer is full.
 *
 *     php statsd.php [address] [seconds]       then, elsewhere:  echo -n 'hits:1|c' > /dev/udp/127.0.0.1/8125
 */
$address = $argv[1] ?? 'udp://127.0.0.1:8125';
$every = (float) ($argv[2] ?? 10);

$server = @xsock_server($address, $code, $message, so_rcvbuf: 4 << 20, options: ['nonblock' => true]);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}
echo 'listening on udp://', stream_socket_get_name($server, false), "\n";

$sums = $bad = [];
$next = microtime(true) + $every;
while ($running) {
    $read = [$server];
    $none = null;
    $left = max(0, $next - microtime(true));
    @stream_select($read, $none, $none, (int) $left, (int) (fmod($left, 1) * 1e6));
    while ($batch = xsock_recv_many($server, 256, 8192)) {
        foreach ($batch as [$payload, $peer]) {
            collect($payload, $sums) || $bad[$peer] = ($bad[$peer] ?? 0) + 1;
        }
    }
    if (microtime(true) >= $next) {
        report($sums, $bad);
        $sums = $bad = [];
        $next = microtime(true) + $every;
    }
}
report($sums, $bad);

/** False when a line is none of ours. */
function collect(string $payload, array &$sums): bool
{
    $good = true;
    foreach (explode("\n", rtrim($payload, "\n")) as $line) {
        if (!preg_match('~^([\w.-]+):(-?\d+(?:\.\d+)?)\|(c|ms)(?:\|@(0?\.\d+|1))?$~', $line, $match)) {
            $good = false;
            continue;
        }
        [, $name, $value, $type] = $match;
        $sums["$name $type"] ??= [0, 0.0];
        $sums["$name $type"][0]++;
        $sums["$name $type"][1] += $value / ($match[4] ?? 1);
    }
    return $good;
}

function report(array $sums, array $bad): void
{
    ksort($sums);
    foreach ($sums as $key => [$count, $sum]) {
        [$name, $type] = explode(' ', $key);
        echo $type === 'c'
            ? "$name: $sum\n"
            : sprintf("%s: %d times, %.1f ms on average\n", $name, $count, $sum / $count);
    }
    foreach ($bad as $peer => $count) {
        echo "not understood from $peer: $count\n";
    }
}
