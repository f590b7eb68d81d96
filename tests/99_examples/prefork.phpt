--TEST--
examples/prefork.php: every worker serves, a dead one is replaced, all end on SIGTERM and with their parent
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

$example = new Example('prefork.php', 'tcp://127.0.0.1:0', '3');

/** Three clients at once need three workers: each serves one at a time. */
function three_at_once(string $address): array
{
    $workers = [];
    for ($i = 0; $i < 3; $i++) {
        $clients[$i] = stream_socket_client($address);
        stream_set_timeout($clients[$i], PATIENCE);
        sscanf(fgets($clients[$i]), "worker %d\n", $workers[$i]);
    }
    foreach ($clients as $i => $client) {
        fwrite($client, "line of $i\n");
        echo fgets($client);
    }
    return $workers;
}

$before = three_at_once($example->address);
echo count(array_unique($before)), " workers\n";
echo in_array($example->pid, $before, true) ? "the parent serves\n" : "the parent does not serve\n";

client('bash', '-c', 'kill -KILL "$0"', (string) $before[1]);
client('bash', '-c', 'kill -STOP "$0"; kill -CONT "$0"', (string) $example->pid);
$after = three_at_once($example->address);
echo count(array_unique($after)), ' workers, ', count(array_intersect($after, $before)), " of them old\n";

echo client('socat', '-u', '-t', '30', 'TCP:' . host_and_port($example->address) . ',readbytes=7', '-'), "\n";
echo $example->end();       // ... which waits for the end of all that have its stdout

echo @stream_socket_client($example->address, $code, $message) ? "somebody listens\n" : "$message\n";

$example = new Example('prefork.php', 'tcp://127.0.0.1:0', '3');
client('bash', '-c', 'kill -KILL "$0"', (string) $example->pid);
while ($example->line() !== null);      // to the end of what all of them print into
echo @stream_socket_client($example->address, $code, $message) ? "somebody listens\n" : "$message\n";
?>
--EXPECT--
line of 0
line of 1
line of 2
3 workers
the parent does not serve
line of 0
line of 1
line of 2
3 workers, 2 of them old
worker 
exit 0
Connection refused
Connection refused
