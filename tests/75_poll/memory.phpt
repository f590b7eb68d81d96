--TEST--
Io\Poll: nothing is kept, nothing is lost
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('a real kqueue'); ?>
--FILE--
<?php
// Rings of context, watcher and data are garbage; a handle keeps its stream, a watcher its handle, a context its watchers.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

class Canary
{
    public mixed $holds = null;
    public static int $freed = 0;

    public function __destruct()
    {
        self::$freed++;
    }
}
$ring = function (callable $make, callable $pair, bool $byWatcher): void {
    [$a] = $pair();
    $context = $make();
    $canary = new Canary();
    $watcher = watch($context, $a, Event::Read, $canary);
    $canary->holds = $byWatcher ? $watcher : $context;
};
foreach (backends() as $backend => $make) {
    foreach (pairs() as $kind => $pair) {
        foreach ([false, true] as $byWatcher) {
            Canary::$freed = 0;
            $ring($make, $pair, $byWatcher);
            gc_collect_cycles();
            check("$backend $kind: the ring is freed", Canary::$freed, 1);
        }
        [$a, $b] = $pair();
        $handle = new StreamPollHandle($a);
        unset($a);
        fwrite($b, 'x');
        check("$backend $kind: the handle keeps the stream", fread($handle->getStream(), 1), 'x');
        $context = $make();
        $context->add($handle, [Event::Read], 'a');
        unset($handle);
        fwrite($b, 'y');
        check("$backend $kind: so does the context", [ready($context, 1000), fread($context->wait()[0]->getHandle()->getStream(), 1)], ['a=Read', 'y']);
        unset($context);
        stream_set_timeout($b, 10);
        check("$backend $kind: and lets it go", [fread($b, 1), feof($b)], ['', true]);
        check_no_leak("$backend $kind", function () use ($make, $pair) {
            $context = $make();
            for ($i = 0; $i < 5; $i++) {
                [$a, $b] = $pair();
                $watchers[] = watch($context, $a, [Event::Read, Event::OneShot], [$i]);
                fwrite($b, "x\ny\n");
                $i % 2 && fgets($a);
                $context->wait(Duration::fromSeconds(0));
                $i === 3 && fclose($a);
            }
            $watchers[0]->remove();
        });
        $context = $make();
        check_no_leak("$backend $kind, in one context", function () use ($context, $pair) {
            [$a, $b] = $pair();
            watch($context, $a, Event::Read, new Canary());
            fclose($a);
            $context->wait(Duration::fromSeconds(0));
        });
    }
}
check_has('left to the end of the script', run_php('$s = stream_socket_pair(1, 1, 0); $c = new Io\Poll\Context;
    $w = $c->add(new StreamPollHandle($s[0]), [Io\Poll\Event::Read], $c); $l = xsock_server("tcp://127.0.0.1:0"); $h = $c->add(new StreamPollHandle($l), [Io\Poll\Event::Read], $l);
    $p = pfsockopen("xtcp://" . stream_socket_get_name($l, false)); $q = $c->add(new StreamPollHandle($p), [Io\Poll\Event::Read], $q);
    echo count($c->wait()), "ended";'), '1ended');
// After a fatal error no ring is collected, and objects go by number, later ones first. A watcher that got the number of an earlier object
// outlives its context, which then asked the watcher's handle, gone already, for the stream. What is still there then PHP leaks.
$said = run_php('$early = new stdClass(); $c = new Io\Poll\Context();
    $s = stream_socket_pair(1, 1, 0); $h = new StreamPollHandle($s[0]); $read = [Io\Poll\Event::Read]; unset($early);
    $c->add($h, $read, $c); $s = $h = $c = null; restore_error_handler(); trigger_error("over", E_USER_ERROR);', '',
    ['ASAN_OPTIONS' => getenv('ASAN_OPTIONS') . ':detect_leaks=0']);
check('a watcher freed last', [str_contains($said, 'Fatal error: over'), str_contains($said, 'Sanitizer')], [true, false]);
done();
?>
--EXPECT--
38 checks, all right
