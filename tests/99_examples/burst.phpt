--TEST--
examples/burst.php: 1,000 clients connect while the server stands still, and all are served
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
if ((int) @file_get_contents('/proc/sys/net/core/somaxconn') < 1000) {
    die('skip the kernel lets fewer than 1000 clients wait: net.core.somaxconn');
}
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

/**
 * How many of $count clients can connect while the server is stopped, before one has to wait; and then, when it goes
 * on, how many are served.
 */
function burst(Example $example, int $count): array
{
    $example->signal(SIGSTOP);
    $clients = [];
    while (count($clients) < $count && $client = @stream_socket_client($example->address, $code, $message, 0.5)) {
        $clients[] = $client;
    }
    $example->signal(SIGCONT);
    $numbers = [];
    foreach ($clients as $client) {
        stream_set_timeout($client, PATIENCE);
        $numbers[] = stream_get_contents($client);
    }
    return [count($clients), count(array_unique(preg_grep('/^you are number \d+\n$/', $numbers)))];
}

$example = new Example('burst.php', 'tcp://127.0.0.1:0');
vprintf("%d connected, %d served\n", burst($example, 1000));
vprintf("%d connected, %d served\n", burst($example, 1000));
echo $example->end();

// It is the backlog that does it: with a small one, the rest would have to wait.
$example = new Example('burst.php', 'tcp://127.0.0.1:0', '10');
[$connected, $served] = burst($example, 1000);
echo $connected >= 10 && $connected < 20 ? 'a few' : $connected, " connected, ",
    $served === $connected ? 'all' : $served, " of them served\n";
$example->end();
?>
--EXPECTF--
1000 connected, 1000 served
1000 connected, 1000 served
exit 0
served 2000
a few connected, all of them served
