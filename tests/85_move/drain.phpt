--TEST--
drain: a server leaves its so_reuseport group and no client is lost
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Closing a listener resets whoever waits in its queue: with core 12 of 40 clients, when one of two servers leaves.
require __DIR__ . '/../inc/checks.inc';
$port = 0;
$open = function () use (&$port) {
    $server = xsock_server("tcp://127.0.0.1:$port", options: ['so_reuseport' => true]);
    $port = port_of($server);
    return $server;
};
$connect = function () use (&$port) {
    return stream_socket_client("tcp://127.0.0.1:$port", $code, $text, 20, STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT);
};
$serve = function ($server, float $patience): int {
    for ($n = 0; $client = xsock_accept($server, $patience); $n++) {
        fwrite($client, "served\n");
        fclose($client);
    }
    return $n;
};
$lost = function (array $clients): int {
    $lost = 0;
    foreach ($clients as $client) {
        stream_set_timeout($client, 20);
        $lost += @fgets($client) !== "served\n";
    }
    return $lost;
};
[$one, $two, $three] = [$open(), $open(), $open()];
for ($i = 0; $i < 60; $i++) {
    $clients[] = $connect();
}
check_within('some wait for the first', xsock_info($one)['queued'], 1, 60);
$served = 0;
foreach ([$one, $two] as $server) {
    check('drained', xsock_drain($server));
    $queued = xsock_info($server)['queued'];
    for ($i = 0; $i < 20; $i++) { // they come while it is leaving
        $clients[] = $connect();
    }
    check('nobody new', xsock_info($server)['queued'], $queued);
    check('those in its queue', $n = $serve($server, 0.05), $queued);
    $served += $n;
    fclose($server);
}
$left = count($clients) - $served;
for ($end = hrtime(true) + 20e9; $left > 0 && hrtime(true) < $end;) {
    $left -= $serve($three, 0.2); // those who were not answered ask again after a second
}
check('all are served', $left, 0);
check('nobody is lost', $lost($clients), 0);

// What it is good for.
[$one, $two] = [$open(), $open()];
for ($i = 0, $clients = []; $i < 60; $i++) {
    $clients[] = $connect();
}
fclose($one);
$serve($two, 0.05);
$serve($three, 0.05);
$gone = $lost($clients);
check_within('without it', $gone, (int) sysctl_of('net/ipv4/tcp_migrate_req') ? 0 : 1, 60);

check_throws('a connection', ValueError::class, fn() => xsock_drain(trio()[2]), 'must be a listening socket, tcp given');
check_throws('unix', ValueError::class, fn() => xsock_drain(xsock_server('unix://@xs-drain-' . getmypid())), 'tcp or tls server', 'unix');
check_throws('not ours', TypeError::class, fn() => xsock_drain(STDIN), 'made by xsock');
done();

function sysctl_of(string $name): string
{
    return trim((string) @file_get_contents("/proc/sys/$name"));
}
?>
--EXPECT--
16 checks, all right
