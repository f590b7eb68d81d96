--TEST--
Io\Poll: timeouts
--EXTENSIONS--
xsock
--FILE--
<?php
// Not shorter than asked for; zero does not wait; 292 years do not end at once.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

$long = PHP_INT_SIZE > 4 ? 9223372035 : PHP_INT_MAX;
foreach (backends() as $backend => $make) {
    [$a, $b] = core_pair();
    $context = $make();
    watch($context, $a, Event::Read, 'a');
    foreach ([$context, $make()] as $i => $one) {
        foreach ([[0, 0], [0, 300000], [0, 1500000], [0, 30000000]] as [$s, $ns]) {
            $start = hrtime(true);
            check("$backend $i: nothing", $one->wait(Duration::fromSeconds($s, $ns)), []);
            check_within("$backend $i: $ns ns", hrtime(true) - $start, $ns, 5e9);
        }
    }
    fwrite($b, 'x');
    foreach ([Duration::fromSeconds($long, 999999999), Duration::fromSeconds(intdiv($long, 2) + 1), Duration::fromHours(24 * 60), null] as $timeout) {
        check("$backend: ready", count($context->wait($timeout)), 1);
    }
    $peer = Peer::run(function (Peer $parent) use ($b) {
        $parent->hear();
        usleep(20000);
        fwrite($b, 'y');
    });
    foreach ([Duration::fromSeconds($long), null] as $timeout) {
        if ($timeout) {
            fread($a, 10);
            $peer->say();
        }
        check("$backend: woken", count($context->wait($timeout)), 1);
    }
    $peer->result();
}
done();
?>
--EXPECT--
44 checks, all right
