--TEST--
Io\Poll: edge-triggered watchers report what is new
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (!class_exists("Io\Poll\Backend") || !Io\Poll\Backend::Auto->supportsEdgeTriggering()) die("skip needs a backend with edges"); ?>
--FILE--
<?php
// A loop that reads until nothing is left is not woken for what it knows.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (pairs() as $kind => $pair) {
    [$a, $b] = $pair();
    $context = new Context();
    $watcher = watch($context, $a, [Event::Read, Event::EdgeTriggered], 'a');
    fwrite($b, "one\ntwo\nthree\n");
    check("$kind: once", [ready($context, 1000), ready($context)], ['a=Read', '']);
    fwrite($b, 'four');
    check("$kind: more came", [ready($context, 1000), ready($context)], ['a=Read', '']);
    $watcher->modifyEvents([Event::Read, Event::EdgeTriggered]);
    check("$kind: modified", [ready($context), ready($context)], ['a=Read', '']);
    $watcher->modifyEvents([Event::Read, Event::Write, Event::EdgeTriggered]);
    check("$kind: writing, too", [ready($context), ready($context)], ['a=Read|Write', '']);
    $watcher->modifyEvents([Event::Read, Event::EdgeTriggered, Event::OneShot]);
    check("$kind: one-shot", [ready($context), ready($context)], ['a=Read', '']);
    fwrite($b, 'five');
    check("$kind: disarmed", ready($context, 10), '');
}
done();
?>
--EXPECT--
12 checks, all right
