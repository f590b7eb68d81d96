--TEST--
examples/exec_restart.php: 10,000 requests across three successors by LISTEN_FDS, none refused, reset or lost
--EXTENSIONS--
xsock
pcntl
posix
--FILE--
<?php
require __DIR__ . '/example.inc';
require __DIR__ . '/load.inc';

$example = new Example('exec_restart.php', 'tcp://127.0.0.1:0');
$load = new Load(host_and_port($example->address), 2, 5000);
$pid = $example->pid;
foreach ([2000, 4500, 7000] as $requests) {
    $load->await($requests);
    posix_kill($pid, SIGUSR2);
    echo preg_match('~^listening on (\S+) as process (\d+)$~', (string) $example->line(), $match) ? 'another' : 'no other', " process\n";
    echo $match[1] === $example->address ? "same address\n" : "another address\n";
    $pid = (int) $match[2];
}
[$answered, $lost, $servers] = $load->result();
echo "$answered answered by ", count($servers), " processes\n";
var_dump($lost);
posix_kill($pid, SIGTERM);
echo $example->end(0);
?>
--EXPECT--
another process
same address
another process
same address
another process
same address
10000 answered by 4 processes
array(0) {
}
exit 0
