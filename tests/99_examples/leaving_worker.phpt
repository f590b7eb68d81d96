--TEST--
examples/leaving_worker.php: workers of an so_reuseport group leave one by one under 10,000 requests, no client is lost
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
require __DIR__ . '/example.inc';
require __DIR__ . '/load.inc';

$workers = [new Example('leaving_worker.php', 'tcp://127.0.0.1:0')];
for ($i = 0; $i < 3; $i++) {
    $workers[] = new Example('leaving_worker.php', $workers[0]->address);
}
$load = new Load(host_and_port($workers[0]->address), 4, 2500);
foreach ([1500, 4000, 6500] as $requests) {
    $load->await($requests);
    echo array_shift($workers)->end();
}
[$answered, $lost, $servers] = $load->result();
echo "$answered answered by ", count($servers), " processes\n";
var_dump($lost);
echo $workers[0]->end();
?>
--EXPECT--
exit 0
exit 0
exit 0
10000 answered by 4 processes
array(0) {
}
exit 0
