--TEST--
Io\Poll: a process that is out of descriptors gets exceptions that say so, and goes on when there are some again
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('proc', 'linux', 'a real kqueue'); if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6 shares its epoll after a fork"); ?>
--FILE--
<?php
// A context is a descriptor, and a child needs one of its own.
require __DIR__ . '/poll.inc';
echo run_php(<<<'SCRIPT'
    require getenv('XS_POLL_INC');
    use Io\Poll\{Backend, Context, Event};
    function take(): array
    {
        for ($taken = []; $file = @fopen('/dev/null', 'r'); $taken[] = $file);
        warned();
        return $taken;
    }
    [$a, $b] = core_pair();
    $context = new Context();
    $watcher = watch($context, $a, Event::Read, 'a');
    $taken = take();
    check('none left', outcome(fn () => new Context()), 'Io\Poll\FailedContextInitializationException(9): Failed to initialize polling context');
    check('poll(2) needs none', (new Context(Backend::Poll))->getBackend()->name, 'Poll');
    array_pop($taken);
    check('one left', outcome(fn () => (new Context())->getBackend()->supportsEdgeTriggering()), true);
    $taken = [];
    $peer = Peer::run(function () use ($context, $watcher, $b) {
        fwrite($b, 'x');
        $taken = take();
        $said = [outcome(fn () => $context->wait()), outcome(fn () => $watcher->modifyEvents([Event::Read, Event::Write]))];
        $taken = [];
        return [...$said, ready($context, 1000), $watcher->isActive()];
    });
    check('in a child', $peer->result(), ['Io\Poll\FailedPollWaitException(9): Poll wait failed',
        'Io\Poll\FailedWatcherModificationException(9): Failed to modify watcher in polling system', 'a=Read', true]);
    check('in its parent', ready($context, 1000), 'a=Read');
    done();
    SCRIPT, 'ulimit -n 64; exec', ['XS_POLL_INC' => __DIR__ . '/poll.inc']);
?>
--EXPECT--
5 checks, all right
