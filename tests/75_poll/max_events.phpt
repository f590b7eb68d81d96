--TEST--
Io\Poll: maxEvents bounds a wait, and everybody gets a turn
--EXTENSIONS--
xsock
--FILE--
<?php
// With epoll those that were left out come next; without a bound all come at once.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    $context = $make();
    $streams = [];
    for ($i = 0; $i < 300; $i++) {
        [$a, $b] = $streams[] = core_pair();
        watch($context, $a, Event::Read, $i);
        fwrite($b, 'x');
    }
    check("$backend: all", count($context->wait()), 300);
    check("$backend: more than there are", count($context->wait(maxEvents: 1000000)), 300);
    $seen = [];
    for ($i = 0; $i < 100; $i++) {
        $found = $context->wait(maxEvents: 3);
        check("$backend: round $i", count($found), 3);
        foreach ($found as $watcher) {
            $seen[$watcher->getData()] = true;
        }
    }
    check("$backend: seen", count($seen), $backend !== 'Poll' ? 300 : 3);
}
done();
?>
--EXPECT--
206 checks, all right
