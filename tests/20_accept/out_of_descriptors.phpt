--TEST--
Out of descriptors: a select loop does not spin, and every waiting client is served afterwards
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('proc'); ?>
--FILE--
<?php
// select says "readable", accept fails, at 30,000 rounds a second with core. Here select leaves the listener alone
// for a while each time.
require __DIR__ . '/../inc/checks.inc';
echo run_php(<<<'SCRIPT'
    $server = xsock_server('tcp://127.0.0.1:0');
    $peer = Peer::run(function (Peer $parent) use ($server) {
        $clients = [];
        for ($i = 0; $i < 5; $i++) {
            $clients[] = client_of($server);
        }
        $parent->say('connected');
        return array_map(fn($client) => fgets($client), $clients);
    });
    check('connected', $peer->hear(), 'connected');
    warned();
    $taken = [];
    while ($file = @fopen('/dev/null', 'r')) {
        $taken[] = $file;
    }
    check_within('descriptors are out', count($taken), 10, 64);
    $rounds = $failures = 0;
    $codes = [];
    $start = hrtime(true);
    $seconds = fn () => (hrtime(true) - $start) / 1e9;
    while ($seconds() < 1 || ($rounds < 2 || $failures < 1) && $seconds() < 20) {
        $read = [$server];
        $none = null;
        $rounds++;
        if (stream_select($read, $none, $none, 0, 200000)) {
            $connection = xsock_accept($server, 0, $name, $code);
            if (!$connection) {
                $failures++;
                $codes[$code] = true;
            }
        }
    }
    $took = $seconds();
    check_within('rounds in a second', $rounds, 2, 99 * $took);
    check_within('failures', $failures, 1, 99 * $took);
    check('code', array_diff(array_keys($codes), [24, 0]), []);
    $warnings = $GLOBALS['xs_warned'];
    check_has('warning', warned(), 'xsock_accept()', 'Too many open files');
    check_within('warnings', count($warnings), 1, 2 + $took);
    $taken = [];
    $served = 0;
    while ($served < 5 && readable($server)) {
        if ($connection = xsock_accept($server, 0)) {
            fwrite($connection, 'client ' . $served++ . "\n");
        }
    }
    check('served', $served, 5);
    check('each once', $peer->result(), ["client 0\n", "client 1\n", "client 2\n", "client 3\n", "client 4\n"]);
    done();
    SCRIPT, 'ulimit -n 64; exec');
?>
--EXPECT--
9 checks, all right
