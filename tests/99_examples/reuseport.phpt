--TEST--
examples/reuseport.php: the kernel spreads clients over all workers, a dead one has a successor
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('bash', 'socat');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$example = new Example('reuseport.php', 'tcp://127.0.0.1:0', '3');

/** 60 clients; number of the worker => its process ids. All in one queue by chance: once in 3^59. */
function sixty(string $address): array
{
    $workers = [];
    for ($i = 0; $i < 60; $i++) {
        $client = stream_socket_client($address);
        stream_set_timeout($client, PATIENCE);
        if (sscanf(stream_get_contents($client), "worker %d, process %d\n", $number, $pid) !== 2) {
            exit("client $i was not served\n");
        }
        $workers[$number][$pid] = $pid;
    }
    ksort($workers);
    return $workers;
}

$before = sixty($example->address);
foreach ($before as $number => $pids) {
    echo "worker $number, ", count($pids), " process\n";
}

// The clients of the dead one's queue wait for its successor, none is reset.
client('bash', '-c', 'kill -KILL "$0"', (string) current($before[1]));
$after = sixty($example->address);
foreach ($after as $number => $pids) {
    echo "worker $number, ", count($pids), $pids === $before[$number] ? " old\n" : " new\n";
}

echo client('socat', '-u', 'TCP:' . host_and_port($example->address), '-');
echo $example->end();
?>
--EXPECTF--
worker 0, 1 process
worker 1, 1 process
worker 2, 1 process
worker 0, 1 old
worker 1, 1 new
worker 2, 1 old
worker %d, process %d
exit 0
