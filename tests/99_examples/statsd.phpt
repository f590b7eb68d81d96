--TEST--
examples/statsd.php: a burst of 5,000 counts, timings, and lines that are none
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/skipif.inc'; ?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$example = new Example('statsd.php', 'udp://127.0.0.1:0', '3600');
$client = xsock_client($example->address);
for ($i = 0; $i < 50; $i++) {
    xsock_send_many($client, array_fill(0, 100, 'hits:1|c'));
    usleep(2000);
}
xsock_send_many($client, ["time:100|ms\ntime:300|ms", 'sampled:1|c|@0.1', 'hits:-2|c', 'nonsense', '']);
usleep(200000);
echo preg_replace('~from \S+:~', 'from somebody:', $example->end());
?>
--EXPECT--
exit 0
hits: 4998
sampled: 10
time: 2 times, 200.0 ms on average
not understood from somebody: 2
