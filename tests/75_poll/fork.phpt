--TEST--
Io\Poll: after a fork each process has its own
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6.0 shares it"); if (!function_exists("pcntl_fork")) die("skip needs ext/pcntl"); ?>
--FILE--
<?php
// A shared epoll descriptor would let a child take away what its parent watches. In 8.6 it does.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    foreach (pairs() as $kind => $pair) {
        $what = "$backend $kind";
        [$a, $b] = $pair();
        [$c, $d] = $pair();
        [$e, $f] = $pair();
        $context = $make();
        $one = watch($context, $a, Event::Read, 'a');
        $two = watch($context, $c, Event::Read, 'c');
        $three = watch($context, $e, [Event::Read, Event::OneShot], 'e');
        fwrite($f, 'x');
        check("$what: one-shot", ready($context, 1000), 'e=Read');
        $peer = Peer::run(function (Peer $parent) use ($context, $one, $two, $three, $c, $pair) {
            $parent->hear();
            $said = [ready($context, 1000)];
            $one->remove();
            fclose($c);
            $said[] = [ready($context), $two->isActive()];
            $three->modifyEvents([Event::Read]);
            [$x, $y] = $pair();
            watch($context, $x, Event::Read, 'x');
            fwrite($y, 'x');
            $said[] = ready($context, 1000);
            return $said;
        });
        fwrite($b, 'x');
        $peer->say();
        check("$what: in the child", $peer->result(), ['a=Read', ['', false], 'e=Read, x=Read']);
        fwrite($d, 'x');
        check("$what: in the parent", [ready($context, 1000), $one->isActive(), $two->isActive()], ['a=Read, c=Read', true, true]);
        $three->modifyEvents([Event::Read]);
        check("$what: the parent arms its own", ready($context), 'a=Read, c=Read, e=Read');

        Peer::run(fn () => null)->result();
        check("$what: a child that ends takes nothing away", ready($context), 'a=Read, c=Read, e=Read');
    }
}
done();
?>
--EXPECT--
20 checks, all right
