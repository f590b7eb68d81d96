--TEST--
Io\Poll: a signal ends a wait, and its handler has run
--EXTENSIONS--
posix
xsock
--SKIPIF--
<?php if (!function_exists("pcntl_alarm")) die("skip needs ext/pcntl"); ?>
--FILE--
<?php
// As in 8.6: FailedPollWaitException with ERROR_INTERRUPTED. Without our doing PHP 8.2 loses the handler's call meanwhile.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

$interrupted = 'Io\Poll\FailedPollWaitException(7): Poll wait failed';
foreach (backends() as $backend => $make) {
    [$a, $b] = core_pair();
    $context = $make();
    watch($context, $a, Event::Read, 'a');
    $me = getmypid();
    // Again and again until it is told to stop: one comes while the other waits.
    $kick = function () use ($me) {
        return Peer::run(function (Peer $parent) use ($me) {
            for ($i = 0; $i < 400; $i++) {
                try {
                    return $parent->hear(0.05);
                } catch (RuntimeException) {
                    posix_kill($me, SIGUSR1);
                }
            }
        });
    };
    $stop = function (Peer $peer) {
        $peer->say();
        $peer->result();
    };
    $heard = 0;
    pcntl_signal(SIGUSR1, function () use (&$heard) {
        $heard++;
    });
    pcntl_async_signals(true);
    $peer = $kick();
    check("$backend: interrupted", outcome(fn () => $context->wait(Duration::fromSeconds(20))), $interrupted);
    check("$backend: handled", $heard > 0);
    $stop($peer);

    pcntl_async_signals(false);
    pcntl_signal_dispatch();
    $heard = 0;
    $peer = $kick();
    check("$backend: without asynchronous signals", outcome(fn () => $context->wait()), $interrupted);
    check("$backend: not yet", $heard, 0);
    $stop($peer);
    pcntl_signal_dispatch();
    check("$backend: dispatched", $heard > 0);

    pcntl_async_signals(true);
    $waiting = false;
    pcntl_signal(SIGUSR1, function () use (&$waiting) {
        if ($waiting) {
            $waiting = false;
            throw new RuntimeException('from the handler');
        }
    });
    $peer = $kick();
    $thrown = ['nothing', null];
    for ($i = 0; $i < 20 && $thrown[1] === null; $i++) { // one may come between these two lines
        try {
            $waiting = true;
            $context->wait(Duration::fromSeconds(20));
            break;
        } catch (RuntimeException $e) {
            $thrown = [$e->getMessage(), $e->getPrevious() ? $e->getPrevious()::class : null];
        }
    }
    check("$backend: thrown by the handler", $thrown, ['from the handler', 'Io\Poll\FailedPollWaitException']);
    pcntl_signal(SIGUSR1, SIG_IGN);
    $stop($peer);
    fwrite($b, 'x');
    check("$backend: goes on", ready($context), 'a=Read');
}
done();
?>
--EXPECT--
14 checks, all right
