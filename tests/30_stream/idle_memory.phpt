--TEST--
an idle connection keeps no read buffer, also after fgets, and costs little
--EXTENSIONS--
pcntl
xsock
--SKIPIF--
<?php
if (getenv('USE_ZEND_ALLOC') === '0') {
    die("skip memory_get_usage says nothing without PHP's own allocator");
}
?>
--FILE--
<?php
// PHP's own keeps 8 KiB per stream once it was read from. Measured over many connections by PHP's allocator.
require __DIR__ . '/../inc/checks.inc';

$n = 150;
$server = xsock_server('tcp://127.0.0.1:0', $code, $text, options: ['backlog' => 512]);
$address = 'tcp://' . stream_socket_get_name($server, false);
$clients = Peer::run(function (Peer $parent) use ($address, $n) {
    $all = [];
    for ($i = 0; $i < $n; $i++) {
        $all[] = $client = stream_socket_client($address);
        fwrite($client, "first line\nsecond line\n");
    }
    $parent->say();
    $parent->hear();
}, [$server]);
$clients->hear();
fclose(xsock_accept($server, 5)); // what is made once is made
$n--;
$conns = array_fill(0, $n, null); // PHP's own list for them, not counted
$before = memory_get_usage();
for ($i = 0; $i < $n; $i++) {
    $conns[$i] = xsock_accept($server, 5);
}
$fresh = memory_get_usage() - $before;
check_within('bytes of a fresh connection', intdiv($fresh, $n), 1, 600);
$line = $i = null;
for ($i = 0; $i < $n; $i++) {
    $line = fgets($conns[$i]);
}
check('a line of each', $line, "first line\n");
// The last eight that were read from keep their room of 8 KiB until others are.
$more = memory_get_usage() - $before - $fresh - 8 * 8192;
check_within('more with a line left in each buffer, per connection', intdiv($more, $n), 0, PHP_DEBUG ? 104 : 40); // a debug build adds to each string
for ($i = 0; $i < $n; $i++) {
    $line = fgets($conns[$i]);
}
check('the second line', $line, "second line\n");
$r = $conns;
check('nobody is readable', stream_select($r, $w, $e, 0), 0);
unset($r, $w, $e);
check_within('left when idle again, per connection', intdiv(memory_get_usage() - $before - $fresh - 8 * 8192, $n), -10, 4);
for ($i = 0; $i < $n; $i++) {
    stream_set_blocking($conns[$i], false);
    fgets($conns[$i]);
    fread($conns[$i], 100);
}
check_within('left after empty reads, per connection', intdiv(memory_get_usage() - $before - $fresh, $n), -10, 4);
$clients->say();
$clients->result();
done();
?>
--EXPECT--
7 checks, all right
