--TEST--
Io\Poll: in a forked child the first call finds closed streams, and their data may take the context with it
--EXTENSIONS--
xsock
pcntl
--FILE--
<?php
// Modifying a watcher does not hold its context, and getting a kernel object for the child frees what belonged to closed streams.
require __DIR__ . '/poll.inc';

use Io\Poll\{Context, Event};

class Owner
{
    public ?Context $context;

    public function __destruct()
    {
        $this->context = null;
    }
}
foreach (backends() as $backend => $make) {
    [$a, $b] = core_pair();
    [$c, $d] = core_pair();
    $owner = new Owner();
    $owner->context = $make();
    $watcher = watch($owner->context, $a, Event::Read, 'a');
    watch($owner->context, $c, Event::Read, $owner);
    unset($owner);
    $peer = Peer::run(function () use ($watcher, $c) {
        fclose($c);
        $said = outcome(fn () => $watcher->modifyEvents([Event::Write]));
        return [$watcher->isActive(), is_string($said) && str_contains($said, 'Exception'), outcome(fn () => $watcher->remove())];
    });
    check("$backend: the watcher has ended", $peer->result(), [false, true, 'Io\Poll\InactiveWatcherException(0): Cannot remove inactive watcher']);
    check("$backend: not in the parent", $watcher->isActive());
    fclose($c);
    unset($watcher);
}
done();
?>
--EXPECT--
4 checks, all right
