--TEST--
Io\Poll: bytes in PHP's read buffer make a stream ready
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6.0 does not report them"); ?>
--FILE--
<?php
// The kernel has nothing any more, stream_select says "readable": a loop that asks Io\Poll would wait for ever beside them.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    foreach (pairs() as $kind => $pair) {
        $what = "$backend $kind";
        [$a, $b] = $pair();
        fwrite($b, "one\ntwo\nthree\n");
        check("$what: first line", fgets($a), "one\n");
        $context = $make();
        $watcher = watch($context, $a, Event::Read, 'a');
        check("$what: buffered before it was added", [ready($context), ready($context)], ['a=Read', 'a=Read']);
        $start = hrtime(true);
        check("$what: does not wait", [ready($context, 20000), hrtime(true) - $start < 5e9], ['a=Read', true]);
        check("$what: second line", [fgets($a), ready($context)], ["two\n", 'a=Read']);
        check("$what: all read", [fgets($a), ready($context)], ["three\n", '']);

        fwrite($b, "four\nfive\n");
        check("$what: ready", ready($context, 1000), 'a=Read');
        check("$what: read ahead after it was reported", [fgets($a), ready($context, 20000)], ["four\n", 'a=Read']);
        check("$what: empty", [fgets($a), ready($context)], ["five\n", '']);

        fwrite($b, "six\nseven\n");
        check("$what: read ahead without being reported", [fgets($a), ready($context, 20000)], ["six\n", 'a=Read']);
        fwrite($b, "eight\n");
        check("$what: both, one entry", ready($context, 20000), 'a=Read');
        $watcher->modifyEvents([Event::Write]);
        check("$what: who writes does not care", ready($context), 'a=Write');
        $watcher->modifyEvents([Event::Write, Event::Read]);
        check("$what: both kinds", ready($context), 'a=Read|Write');
        check("$what: lines", [fgets($a), fgets($a), ready($context)], ["seven\n", "eight\n", 'a=Write']);
        $watcher->modifyEvents([Event::Read]);

        fwrite($b, "nine\nten\n");
        fgets($a);
        $watcher->remove();
        check("$what: removed", ready($context), '');
        $watcher = watch($context, $a, Event::Read, 'again');
        check("$what: again", ready($context), 'again=Read');
        fclose($a);
        check("$what: closed beside unread bytes", [ready($context), $watcher->isActive()], ['', false]);
    }
}
done();
?>
--EXPECT--
64 checks, all right
