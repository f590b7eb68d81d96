--TEST--
Io\Poll: edge-triggered watchers and bytes in the read buffer
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6 does not report them"); ?>
--FILE--
<?php
// Reported again when the program has read and left something, so it cannot hang; not while it does nothing, so it cannot spin. The one difference from 8.6.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (pairs() as $kind => $pair) {
    $events = [Event::Read, Event::EdgeTriggered];
    [$a, $b] = $pair();
    fwrite($b, "one\ntwo\nthree\n");
    fgets($a);
    $context = new Context();
    $watcher = watch($context, $a, $events, 'a');
    check("$kind: buffered before it was added", [ready($context), ready($context)], ['a=Read', '']);
    check("$kind: read and left", [fgets($a), ready($context), ready($context)], ["two\n", 'a=Read', '']);
    check("$kind: all read", [fgets($a), ready($context)], ["three\n", '']);
    fwrite($b, "four\nfive\nsix\n");
    check("$kind: kernel", [ready($context, 1000), ready($context)], ['a=Read', '']);
    foreach (['four', 'five'] as $line) {
        check("$kind: $line", [fgets($a), ready($context), ready($context)], ["$line\n", 'a=Read', '']);
    }
    fwrite($b, "seven\n");
    check("$kind: more behind it", [ready($context, 1000), ready($context)], ['a=Read', '']);
    check("$kind: six", [fgets($a), ready($context)], ["six\n", '']);
    check("$kind: seven", [fgets($a), ready($context)], ["seven\n", '']);
    fwrite($b, "eight\nnine\n");
    fgets($a);
    $watcher->modifyEvents($events);
    check("$kind: modified", [ready($context), ready($context)], ['a=Read', '']);
}
done();
?>
--EXPECT--
20 checks, all right
