--TEST--
Io\Poll: a closed stream whose descriptor a child still has
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('a real kqueue'); if (!function_exists("proc_open")) die("skip needs proc_open"); ?>
--FILE--
<?php
// epoll goes on reporting it, at once and for ever. Nobody must see that, nor spin for it.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    foreach (pairs() as $kind => $pair) {
        $what = "$backend $kind";
        [$a, $b] = $pair();
        [$c, $d] = core_pair();
        $context = $make();
        $watcher = watch($context, $a, Event::Read, 'a');
        watch($context, $c, Event::Read, 'c');
        $child = proc_open('exec sleep 30', [0 => $a], $pipes);
        fwrite($b, 'x');
        fclose($a);
        unset($watcher);
        gc_collect_cycles();
        $start = hrtime(true);
        check("$what: nothing", ready($context, 100), '');
        check("$what: it waited", hrtime(true) - $start >= 1e8);
        [$e, $f] = core_pair();
        watch($context, $e, Event::Read, 'e');
        check("$what: the number is free", ready($context), '');
        fwrite($d, 'x');
        fwrite($f, 'x');
        check("$what: the others are seen", ready($context), 'c=Read, e=Read');
        proc_terminate($child);
        proc_close($child);
    }
}
done();
?>
--EXPECT--
16 checks, all right
