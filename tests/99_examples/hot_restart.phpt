--TEST--
examples/hot_restart.php: 10,000 requests across three restarts, none refused, reset or lost
--EXTENSIONS--
xsock
pcntl
--FILE--
<?php
require __DIR__ . '/example.inc';
require __DIR__ . '/load.inc';

$control = sys_get_temp_dir() . '/xs_hot_' . getmypid();
$running = [new Example('hot_restart.php', 'tcp://127.0.0.1:0', $control)];
$address = $running[0]->address;
$load = new Load(host_and_port($address), 2, 5000);
foreach ([500, 2500, 4500] as $requests) {
    $load->await($requests);
    $running[] = new Example('hot_restart.php', 'tcp://127.0.0.1:1', $control);     // that port is not used
    echo end($running)->address === $address ? "took over\n" : "another address\n";
    echo prev($running)->end(0);        // the old one ends by itself
}
[$answered, $lost, $servers] = $load->result();
// On a slow machine the requests may be over before the last one is up.
echo "$answered answered by ", count($servers) > 1 ? 'several' : 'one', "\n";
var_dump($lost);
echo end($running)->end();
unlink($control);
?>
--EXPECT--
took over
exit 0
took over
exit 0
took over
exit 0
10000 answered by several
array(0) {
}
exit 0
