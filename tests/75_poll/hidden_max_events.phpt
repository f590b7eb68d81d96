--TEST--
Io\Poll: bytes in read buffers and maxEvents
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6.0 does not report them"); ?>
--FILE--
<?php
// They count, and neither they nor the others are starved.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    foreach (pairs() as $kind => $pair) {
        $what = "$backend $kind";
        $context = $make();
        $streams = [];
        foreach (['a', 'b', 'c', 'd'] as $name) {
            [$a, $b] = $streams[$name] = $pair();
            watch($context, $a, Event::Read, $name);
            fwrite($b, "one\ntwo\n");
        }
        check("$what: four", ready($context, 1000), 'a=Read, b=Read, c=Read, d=Read');
        fgets($streams['a'][0]);
        fgets($streams['b'][0]);
        check("$what: all four", ready($context), 'a=Read, b=Read, c=Read, d=Read');
        for ($most = 1; $most <= 5; $most++) {
            $seen = [];
            for ($i = 0; $i < 8; $i++) {
                $found = $context->wait(Duration::fromSeconds(0), $most);
                check("$what: at most $most, round $i", count($found), min($most, 4));
                foreach ($found as $watcher) {
                    $seen[$watcher->getData()] = true;
                }
            }
            check("$what: everybody in 8 rounds of $most", count($seen), $backend === 'Poll' && $most < 3 ? 3 : 4);
        }
    }
}
done();
?>
--EXPECT--
188 checks, all right
