--TEST--
Io\Poll: a one-shot watcher reports once until it is modified
--EXTENSIONS--
xsock
--FILE--
<?php
// It stays active, so adding the stream again is refused, and modifying arms it.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    foreach (pairs() as $kind => $pair) {
        $what = "$backend $kind";
        $events = [Event::Read, Event::OneShot];
        [$a, $b] = $pair();
        $context = $make();
        $watcher = watch($context, $a, $events, 'a');
        fwrite($b, 'x');
        check("$what: once", [ready($context, 1000), ready($context), $watcher->isActive()], ['a=Read', '', true]);
        check("$what: still watched", outcome(fn () => watch($context, $a, Event::Read)), 'Io\Poll\HandleAlreadyWatchedException(0): Handle already added');
        $watcher->modifyEvents($events);
        check("$what: armed again", [ready($context), ready($context)], ['a=Read', '']);
        $watcher->modify([Event::Read], 'b');
        check("$what: no one-shot any more", [ready($context), ready($context)], ['b=Read', 'b=Read']);
        $watcher->modifyEvents([Event::Read, Event::Write, Event::OneShot]);
        check("$what: all at once", [ready($context), ready($context)], ['b=Read|Write', '']);
        $watcher->remove();
        check("$what: removed while disarmed", outcome(fn () => watch($context, $a, Event::Read, 'c')::class), Watcher::class);
        check("$what: and back", ready($context), 'c=Read');
    }
}
check('poll(2) with nothing armed does not wait for ever', count((new Context(Backend::Poll))->wait()), 0);
done();
?>
--EXPECT--
29 checks, all right
