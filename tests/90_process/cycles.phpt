--TEST--
Streams in garbage cycles are closed by the collector
--EXTENSIONS--
xsock
--FILE--
<?php
// A server object that holds its connections which hold their server.
require __DIR__ . '/../inc/checks.inc';
class Holder
{
    public array $things = [];
}
function cycle(): void
{
    $a = new Holder;
    $b = new Holder;
    [$server, $client, $connection] = trio();
    $a->things = [$b, $server, $client];
    $b->things = [$a, $connection];
}
$before = count(xt_fds());
cycle();
check('still open', count(xt_fds()) > $before, true);
gc_collect_cycles();
check('closed', count(xt_fds()), $before);
check_no_leak('cycles', function () {
    cycle();
    gc_collect_cycles();
});
done();
?>
--EXPECT--
4 checks, all right
