--TEST--
accept_many makes one stream for each connection
--EXTENSIONS--
xsock
--FILE--
<?php
// It made two: the second, which no variable held, closed the descriptor again at the end, whoever had it by then.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
for ($i = 0; $i < 5; $i++) {
    $clients[] = client_of($server);
}
$before = count(get_resources('stream'));
$taken = xsock_accept_many($server, timeout: 10);
while (count($taken) < 5) {
    array_push($taken, ...xsock_accept_many($server, timeout: 10));
}
check('streams', count(get_resources('stream')) - $before, 5);
array_map('fclose', $taken);
check('closed', count(get_resources('stream')) - $before, 0);
done();
?>
--EXPECT--
2 checks, all right
