--TEST--
Io\Poll: a listener added while descriptors are out is watched itself, not the timer that stood in for it
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php require __DIR__ . "/../inc/skip.inc"; needs("proc", "linux"); ?>
--FILE--
<?php
// A loop stops watching a listener that cannot accept and begins again when a connection ends. PHP 8.6 and the loops of ext-ev, ext-event
// and ext-uv ask for the descriptor then and keep it: they kept an expired timer, and spun for ever.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

echo run_php(<<<'SCRIPT'
    require getenv('XS_POLL_INC');
    foreach (backends() as $backend => $make) {
        $server = xsock_server('tcp://127.0.0.1:0');
        $clients = [client_of($server)];
        $taken = [];
        while ($file = @fopen('/dev/null', 'r')) {
            $taken[] = $file;
        }
        check("$backend: out of descriptors", @xsock_accept($server, 0), false);
        array_splice($taken, -10);
        $context = $make();
        $watcher = watch($context, $server, Io\Poll\Event::Read, 's');
        check("$backend: ready", ready($context, 1000), 's=Read');
        check("$backend: accepted", is_resource($connection = xsock_accept($server, 0)));
        $rounds = 0;
        for ($end = microtime(true) + 0.3; microtime(true) < $end; $rounds++) {
            ready($context, 100) === '' || xsock_accept($server, 0);
        }
        check_within("$backend: rounds while nobody comes", $rounds, 1, 10); // 3, and fewer on a busy machine
        $clients[] = client_of($server);
        check("$backend: another one", ready($context, 1000), 's=Read');
        $clients = $taken = $connection = $server = null;
    }
    done();
    SCRIPT, 'ulimit -n 64; exec', ['XS_POLL_INC' => __DIR__ . '/poll.inc']);
?>
--EXPECT--
10 checks, all right
