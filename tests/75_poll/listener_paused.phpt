--TEST--
Io\Poll: out of descriptors, a loop that registered its listener once does not spin
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php require __DIR__ . "/../inc/skip.inc"; needs("proc", "linux"); if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6 asks for the descriptor only once"); ?>
--FILE--
<?php
// The queue stays full and the kernel would say so at once, for ever: the listener leaves its watchers alone for a while each time.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

echo run_php(<<<'SCRIPT'
    require getenv('XS_POLL_INC');
    foreach (backends() as $backend => $make) {
        $server = xsock_server('tcp://127.0.0.1:0');
        $context = $make();
        $watcher = watch($context, $server, Io\Poll\Event::Read, 's');
        $clients = [client_of($server), client_of($server), client_of($server)];
        $taken = [];
        while ($file = @fopen('/dev/null', 'r')) {
            $taken[] = $file;
        }
        warned();
        $rounds = $failures = 0;
        $start = hrtime(true);
        $seconds = fn () => (hrtime(true) - $start) / 1e9;
        while ($seconds() < 0.5 || ($rounds < 2 || $failures < 1) && $seconds() < 20) {
            $rounds++;
            if (ready($context, 200) === 's=Read' && !xsock_accept($server, 0, $name, $code)) {
                $failures++;
            }
        }
        $took = $seconds();
        check_within("$backend: rounds in a second", $rounds, 2, 100 * $took);
        check_within("$backend: failures", $failures, 1, 100 * $took);
        check_has("$backend: warning", warned(), 'Too many open files');
        $taken = [];
        $served = [];
        for ($round = 0; $round < 20 && count($served) < 3; $round++) {
            ready($context, 1000);
            if ($connection = xsock_accept($server, 0)) {
                $served[] = $connection;
            }
        }
        check("$backend: served", count($served), 3);
        check("$backend: nobody waits", ready($context, 60), '');
        $clients[] = client_of($server);
        check("$backend: as before", ready($context, 1000), 's=Read');
        fclose($server);
        check("$backend: closed", [$watcher->isActive(), ready($context)], [false, '']);
        $clients = $served = [];
    }
    done();
    SCRIPT, 'ulimit -n 64; exec', ['XS_POLL_INC' => __DIR__ . '/poll.inc']);
?>
--EXPECT--
14 checks, all right
