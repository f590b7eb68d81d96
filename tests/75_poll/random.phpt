--TEST--
Io\Poll: thousands of random calls; what it says is always what stream_select says
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6.0 does not report bytes in PHP's buffer"); ?>
--FILE--
<?php
// Streams come and go, their numbers are used again, watchers are changed, forgotten, removed late. A model keeps the books.
require __DIR__ . '/poll.inc';

use Io\Poll\{Context, Event, Watcher};
use Time\Duration;

mt_srand(20261122);
$wrong = [];
foreach (backends() as $backend => $make) {
    $context = $make();
    $pairs = $watchers = $events = $closed = [];      // by number: [stream, peer], its watcher, what it is watched for; ended watchers
    $next = 0;
    $waits = 0;
    $by_select = function () use (&$watchers, &$events, &$pairs): array {
        $ready = [];
        foreach ($watchers as $i => $watcher) {
            foreach ([Event::Read, Event::Write] as $j => $event) {
                $sets = [null, null, null];
                $sets[$j] = [$pairs[$i][0]];
                if (in_array($event, $events[$i], true) && stream_select($sets[0], $sets[1], $sets[2], 0)) {
                    $ready[$i][] = $event->name;
                }
            }
        }
        ksort($ready);
        return $ready;
    };
    for ($step = 0; $step < 4000 && !$wrong; $step++) {
        $n = $pairs ? array_rand($pairs) : null;
        $choice = $n === null ? 0 : mt_rand(0, 13);
        switch ($choice) {
            case 0:
                if (count($pairs) < 25) {
                    $pairs[$next++] = mt_rand(0, 1) ? core_pair() : our_pair(mt_rand(0, 1) ? [] : ['read_buffer' => 0]);
                    stream_set_blocking($pairs[$next - 1][0], false);
                }
                break;
            case 1:
            case 2:
                $events[$n] = [[Event::Read], [Event::Write], [Event::Read, Event::Write]][mt_rand(0, 2)];
                if (isset($watchers[$n])) {
                    $watchers[$n]->modifyEvents($events[$n]);
                } else {
                    $watchers[$n] = watch($context, $pairs[$n][0], $events[$n], $n);
                }
                break;
            case 3:
            case 4:
                @fwrite($pairs[$n][1], str_repeat("line\n", mt_rand(1, 3)));
                break;
            case 5:
            case 6:
                mt_rand(0, 1) ? fgets($pairs[$n][0]) : fread($pairs[$n][0], mt_rand(1, 20));
                break;
            case 7:
                if (isset($watchers[$n])) {
                    $watchers[$n]->remove();
                    $closed[] = [$watchers[$n], false];
                    unset($watchers[$n]);
                }
                break;
            case 8:
                fclose($pairs[$n][0]);
                if (isset($watchers[$n])) {
                    $closed[] = [$watchers[$n], true];
                }
                unset($pairs[$n], $watchers[$n]);
                break;
            case 9:
                if (mt_rand(0, 2) === 0) {
                    stream_socket_shutdown($pairs[$n][1], STREAM_SHUT_WR);
                }
                break;
            case 10:
                if (mt_rand(0, 50) === 0) {
                    $context = $make();
                    foreach ($watchers as $watcher) {
                        $closed[] = [$watcher, false];
                    }
                    $watchers = [];
                }
                break;
            case 11:
                if ($closed) {
                    [$watcher, $byClose] = array_splice($closed, mt_rand(0, count($closed) - 1), 1)[0];
                    $said = outcome(fn () => $watcher->remove());
                    if ($watcher->isActive() || $said !== ($byClose ? null : 'Io\Poll\InactiveWatcherException(0): Cannot remove inactive watcher')) {
                        $wrong[] = "$backend, step $step: removing again said " . show($said);
                    }
                }
                break;
            default:
                $waits++;
                $try = 0;
                do { // loopback is quick, but not immediate: asked anew when something came between the two
                    usleep(200);
                    $want = $by_select();
                    $got = [];
                    foreach ($context->wait(Duration::fromSeconds(0)) as $watcher) {
                        $got[$watcher->getData()] = array_values(array_diff(array_column($watcher->getTriggeredEvents(), 'name'), ['HangUp', 'Error', 'ReadHangUp']));
                    }
                } while ($by_select() !== $want && ++$try < 100);
                $got = array_filter($got);
                ksort($got);
                if ($got !== $want) {
                    $wrong[] = "$backend, step $step: got " . show($got) . ', want ' . show($want);
                }
                $few = count($context->wait(Duration::fromSeconds(0), 2));
                if ($few > 2 || ($want && $few === 0)) {
                    $wrong[] = "$backend, step $step: $few of at most 2";
                }
        }
    }
    check("$backend: as select says", $wrong, []);
    check("$backend: waits", $waits > 300);
}
done();
?>
--EXPECT--
4 checks, all right
