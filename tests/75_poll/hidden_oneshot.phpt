--TEST--
Io\Poll: one-shot watchers and bytes in the read buffer
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6.0 does not report them"); ?>
--FILE--
<?php
// Told once, whoever holds the bytes.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    foreach (pairs() as $kind => $pair) {
        $what = "$backend $kind";
        $events = [Event::Read, Event::OneShot];
        [$a, $b] = $pair();
        fwrite($b, "one\ntwo\n");
        fgets($a);
        $context = $make();
        $watcher = watch($context, $a, $events, 'a');
        check("$what: once", [ready($context), ready($context), $watcher->isActive()], ['a=Read', '', true]);
        fwrite($b, "three\n");
        check("$what: disarmed for the kernel, too", ready($context, 20), '');
        $watcher->modifyEvents($events);
        check("$what: armed", [ready($context), ready($context)], ['a=Read', '']);
        check("$what: lines", [fgets($a), fgets($a)], ["two\n", "three\n"]);
        $watcher->modifyEvents($events);
        check("$what: armed, nothing there", ready($context), '');
        fwrite($b, "four\n");
        check("$what: by the kernel", [ready($context, 1000), ready($context)], ['a=Read', '']);
        fclose($b);
        check("$what: a hang-up is not told either", ready($context, 20), '');
    }
}
done();
?>
--EXPECT--
28 checks, all right
