--TEST--
Io\Poll: what is reported for what is watched, with both backends
--EXTENSIONS--
xsock
--FILE--
<?php
// Hang-ups and errors come unasked, a half-closed peer is ReadHangUp for epoll only: as 8.6 has it.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    $rdhup = $backend === 'Epoll' ? 'a=ReadHangUp' : '';
    foreach (pairs() as $kind => $pair) {
        $now = fn ($events, callable $act) => (function () use ($make, $pair, $events, $act) {
            [$a, $b] = $pair();
            $context = $make();
            $watcher = watch($context, $a, $events, 'a');
            $act($b);
            return ready($context, 20);
        })();
        $eof = $backend === 'Kqueue' ? '|HangUp' : ''; // its EV_EOF, which a half-closed peer is enough for
        $hup = $kind === 'core' ? '|HangUp' : '';
        check("$backend $kind: idle", $now(Event::Read, fn () => null), '');
        check("$backend $kind: data", $now(Event::Read, fn ($b) => fwrite($b, 'x')), 'a=Read');
        check("$backend $kind: writable", $now(Event::Write, fn () => null), 'a=Write');
        check("$backend $kind: both", $now([Event::Write, Event::Read], fn ($b) => fwrite($b, 'x')), 'a=Read|Write');
        check("$backend $kind: closed", $now(Event::Read, fn ($b) => fclose($b)), 'a=Read' . ($hup ?: $eof));
        check("$backend $kind: closed, write", $now(Event::Write, fn ($b) => fclose($b)), "a=Write$hup");
        check("$backend $kind: half closed", $now(Event::Read, fn ($b) => stream_socket_shutdown($b, STREAM_SHUT_WR)), "a=Read$eof");
        check("$backend $kind: ReadHangUp", $now(Event::ReadHangUp, fn ($b) => stream_socket_shutdown($b, STREAM_SHUT_WR)), $rdhup);
        check("$backend $kind: not for data", $now([Event::ReadHangUp, Event::Error, Event::HangUp], fn ($b) => fwrite($b, 'x')), '');
        check("$backend $kind: only OneShot", $now(Event::OneShot, fn ($b) => fwrite($b, 'x')), '');
    }
    $context = $make();
    $pipe = popen('true', 'r');
    watch($context, $pipe, Event::Read, 'p');
    check("$backend: a pipe at its end", ready($context, 5000), $backend === 'Kqueue' ? 'p=Read|HangUp' : 'p=HangUp');

    $context = $make();
    [$a, $b] = core_pair();
    $watcher = watch($context, $a, [Event::OneShot, Event::ReadHangUp, Event::HangUp, Event::Error, Event::Write, Event::Read, Event::Read], [1]);
    check("$backend: in the order of the cases", names($watcher->getWatchedEvents()), 'Read|Write|Error|HangUp|ReadHangUp|OneShot');
    check("$backend: nothing yet", [names($watcher->getTriggeredEvents()), $watcher->hasTriggered(Event::Read)], ['', false]);
    $watcher->modify([Event::Read]);
    check("$backend: the data stays", $watcher->getData(), [1]);
    $watcher->modify([Event::Read], null);
    check("$backend: null is data, too", $watcher->getData(), null);
    $watcher->modifyData('a');
    fwrite($b, 'x');
    check("$backend: data", ready($context), 'a=Read');
    fread($a, 1);
    check("$backend: nothing any more", ready($context), '');
    check("$backend: what was last", [names($watcher->getTriggeredEvents()), $watcher->hasTriggered(Event::Read), $watcher->hasTriggered(Event::Write),
        $watcher->hasTriggered(Event::OneShot)], ['Read', true, false, false]);
    $watcher->modifyEvents([Event::Write]);
    check("$backend: for something else", [ready($context), names($watcher->getWatchedEvents())], ['a=Write', 'Write']);
    check("$backend: the handle", $watcher->getHandle()->getStream(), $a);
    $watcher->remove();
    check("$backend: removed", [$watcher->isActive(), ready($context), $watcher->getData(), names($watcher->getTriggeredEvents())], [false, '', 'a', 'Write']);
    foreach (['remove' => [], 'modify' => [[Event::Read]], 'modifyEvents' => [[Event::Read]], 'modifyData' => [1]] as $method => $arguments) {
        $verb = $method === 'remove' ? 'remove' : 'modify';
        check("$backend: $method", outcome(fn () => $watcher->$method(...$arguments)), "Io\\Poll\\InactiveWatcherException(0): Cannot $verb inactive watcher");
    }
    $again = $context->add($watcher->getHandle(), [Event::Write], 'again');
    check("$backend: added again", [ready($context), $watcher->isActive(), $again->isActive()], ['again=Write', false, true]);
    unset($context, $make);
    $make = backends()[$backend];
    check("$backend: without its context", [$again->isActive(), outcome(fn () => $again->remove()), $again->getData()],
        [false, 'Io\Poll\InactiveWatcherException(0): Cannot remove inactive watcher', 'again']);
}
done();
?>
--EXPECT--
74 checks, all right
