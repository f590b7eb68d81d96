--TEST--
examples/statsd.php: a burst of 5,000 counts, timings, and lines that are none
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/skipif.inc'; ?>
--FILE--
<?php
require __DIR__ . '/example.inc';

/* Until the server has taken what was sent: what does not fit into its buffer is lost, and it may be slow to get a processor. */
function await_read(string $address): void
{
    $port = sprintf(':%04X ', substr(strrchr($address, ':'), 1));
    usleep(1000);
    for ($until = hrtime(true) + PATIENCE * 1e9; hrtime(true) < $until; usleep(500)) {
        $lines = preg_grep("~^ *\d+: [0-9A-F]+$port~", @file('/proc/net/udp') ?: []);
        if (count(preg_grep('~^ *\d+: \S+ \S+ \S+ \w+:00000000 ~', $lines)) === count($lines)) {
            return;
        }
    }
}

$example = new Example('statsd.php', 'udp://127.0.0.1:0', '3600');
$client = xsock_client($example->address);
for ($i = 0; $i < 50; $i++) {
    xsock_send_many($client, array_fill(0, 100, 'hits:1|c'));
    await_read($example->address);
}
xsock_send_many($client, ["time:100|ms\ntime:300|ms", 'sampled:1|c|@0.1', 'hits:-2|c', 'nonsense', '']);
await_read($example->address);
echo preg_replace('~from \S+:~', 'from somebody:', $example->end());
?>
--EXPECT--
exit 0
hits: 4998
sampled: 10
time: 2 times, 200.0 ms on average
not understood from somebody: 2
