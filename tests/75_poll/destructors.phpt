--TEST--
Io\Poll: destructors that interfere
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6.0RC3 corrupts its heap in modifyData()"); ?>
--FILE--
<?php
// Freed data may add, remove and close while the context is busy with it.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

class Meddler
{
    public function __construct(private Closure $do)
    {
    }

    public function __destruct()
    {
        ($this->do)();
    }
}
foreach (backends() as $backend => $make) {
    foreach (pairs() as $kind => $pair) {
        $what = "$backend $kind";
        $context = $make();
        [$a, $b] = $pair();
        [$c, $d] = $pair();
        [$e, $f] = $pair();
        $second = watch($context, $c, Event::Read, 'c');
        watch($context, $a, Event::Read, new Meddler(function () use (&$context, &$second, $c, $e) {
            $second->remove();
            watch($context, $e, Event::Read, 'e');
            fclose($c);
        }));
        fwrite($d, 'x');
        fwrite($f, 'x');
        fclose($a);
        check("$what: closing", [ready($context, 1000), ready($context), $second->isActive()], ['e=Read', 'e=Read', false]);

        [$a, $b] = $pair();
        $own = watch($context, $a, Event::Read);
        $own->modifyData(new Meddler(fn () => $own->modifyData('later')));
        $own->modifyData('now');
        check("$what: modifyData", $own->getData(), 'later');
        $own->modifyData(new Meddler(function () use (&$context) {
            $context = null;
        }));
        $own->remove();
        unset($own);
        check("$what: its last owner", $context, null);

        $context = $make();
        $others = [];
        $said = [];
        for ($i = 0; $i < 3; $i++) {
            [$a, $b] = $streams[] = $pair();
            $others[] = watch($context, $a, Event::Read, new Meddler(function () use (&$others, &$said) {
                foreach ($others as $other) {
                    $said[] = [$other->isActive(), outcome(fn () => $other->modifyEvents([Event::Write]))];
                }
            }));
        }
        array_pop($others);
        $context = null;
        check("$what: all are over before the first is freed", $said, array_fill(0, 2, [false, 'Io\Poll\InactiveWatcherException(0): Cannot modify inactive watcher']));
        $others = [];
    }
}
// What is freed in a wait may wait itself: what that reports is still there for the outer one.
foreach (backends() as $backend => $make) {
    $context = $make();
    [$a] = core_pair();
    [$c, $d] = core_pair();
    $inner = null;
    watch($context, $a, Event::Read, new Meddler(function () use ($context, &$inner) {
        $inner = ready($context);
    }));
    fwrite($d, "one\ntwo\n");
    fgets($c);
    watch($context, $c, Event::Read, 'c');
    fclose($a);
    check("$backend: a wait in a wait", [ready($context, 1000), $inner], ['c=Read', 'c=Read']);
}
done();
?>
--EXPECT--
18 checks, all right
