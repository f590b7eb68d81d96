--TEST--
Io\Poll: closing a stream ends its watchers
--EXTENSIONS--
xsock
--FILE--
<?php
// Its number may be another stream's a moment later, and that one must not be taken for it.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    foreach (pairs() as $kind => $pair) {
        $what = "$backend $kind";
        [$a, $b] = $pair();
        [$one, $two] = [$make(), $make()];
        $handle = new StreamPollHandle($a);
        $watcher = $one->add($handle, [Event::Read], 'one');
        $other = $two->add($handle, [Event::Read, Event::Write], 'two');
        fwrite($b, 'x');
        check("$what: both ready", [ready($one, 1000), ready($two)], ['one=Read', 'two=Read|Write']);
        fclose($a);
        check("$what: both over", [$watcher->isActive(), $other->isActive(), ready($one), ready($two)], [false, false, '', '']);
        check("$what: what is known", [names($watcher->getWatchedEvents()), names($other->getTriggeredEvents()), $watcher->getData(), $handle->isValid(),
            get_debug_type($handle->getStream())], ['Read', 'Read|Write', 'one', false, 'resource (closed)']);
        check("$what: removing is no error", [$watcher->remove(), $watcher->remove(), $watcher->isActive()], [null, null, false]);
        foreach (['modify' => [[Event::Read]], 'modifyEvents' => [[Event::Read]], 'modifyData' => [1]] as $method => $arguments) {
            check("$what: $method", outcome(fn () => $other->$method(...$arguments)), 'Io\Poll\InactiveWatcherException(0): Cannot modify inactive watcher');
        }
        check("$what: no way back", outcome(fn () => $one->add($handle, [Event::Read])), 'Io\Poll\InvalidHandleException(0): Invalid handle for polling');

        [$a, $b] = core_pair();
        $old = watch($one, $a, Event::Read, 'old');
        $fd = xt_fd($a);
        fclose($a);
        [$a, $c] = core_pair();
        check("$what: the same number", xt_fd($a), $fd);
        fwrite($c, 'x');
        check("$what: nobody watches it", [ready($one), $old->isActive()], ['', false]);
        $new = watch($one, $a, Event::Read, 'new');
        check("$what: now it is watched", ready($one), 'new=Read');
        check("$what: the old one does no harm", [$old->remove(), ready($one), $new->isActive()], [null, 'new=Read', true]);
        $new->remove();
        check("$what: removed", ready($one), '');
    }
    [$a, $b] = core_pair();
    $context = $make();
    for ($i = 0; $i < 200; $i++) {
        [$c, $d] = core_pair();
        watch($context, $c, Event::Read, $i);
        fwrite($d, 'x');
        fclose($c);
    }
    watch($context, $a, Event::Read, 'a');
    fwrite($b, 'x');
    check("$backend: closed in a row", ready($context), 'a=Read');
}
done();
?>
--EXPECT--
54 checks, all right
