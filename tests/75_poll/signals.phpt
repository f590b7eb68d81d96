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
    $kick = function () use ($me) {
        return Peer::run(function () use ($me) {
            for ($i = 0; $i < 3; $i++) { // one comes while the other waits
                usleep(50000);
                posix_kill($me, SIGUSR1);
            }
        });
    };
    $heard = 0;
    pcntl_signal(SIGUSR1, function () use (&$heard) {
        $heard++;
    });
    pcntl_async_signals(true);
    $peer = $kick();
    check("$backend: interrupted", outcome(fn () => $context->wait(Duration::fromSeconds(20))), $interrupted);
    check("$backend: handled", $heard > 0);
    $peer->result();

    pcntl_async_signals(false);
    pcntl_signal_dispatch();
    $heard = 0;
    $peer = $kick();
    check("$backend: without asynchronous signals", outcome(fn () => $context->wait()), $interrupted);
    check("$backend: not yet", $heard, 0);
    $peer->result();
    pcntl_signal_dispatch();
    check("$backend: dispatched", $heard > 0);

    pcntl_async_signals(true);
    pcntl_signal(SIGUSR1, fn () => throw new RuntimeException('from the handler'));
    $peer = $kick();
    try {
        $context->wait();
        check("$backend: nothing thrown", false);
    } catch (RuntimeException $e) {
        check("$backend: thrown by the handler", [$e->getMessage(), $e->getPrevious() ? $e->getPrevious()::class : null], ['from the handler', 'Io\Poll\FailedPollWaitException']);
    }
    pcntl_signal(SIGUSR1, SIG_IGN);
    $peer->result();
    fwrite($b, 'x');
    check("$backend: goes on", ready($context), 'a=Read');
}
done();
?>
--EXPECT--
14 checks, all right
