--TEST--
Out of descriptors: a loop around a waiting accept does not spin, and every waiting client is served afterwards
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('proc', 'linux'); ?>
--FILE--
<?php
// while (true) { $client = xsock_accept($server, -1); ... } failed 800,000 times a second. The first failure shows at once.
require __DIR__ . '/../inc/checks.inc';
echo run_php(<<<'SCRIPT'
    foreach (['plain' => [], 'with set-ups' => ['proxy_protocol' => 'optional', 'proxy_trusted' => ['192.0.2.1']]] as $kind => $options) {
        foreach ([-1, 10, 0.3] as $timeout) {
            $what = "$kind, $timeout";
            $server = xsock_server('tcp://127.0.0.1:0', options: $options);
            $clients = [client_of($server), client_of($server)];
            $taken = [];
            while ($file = @fopen('/dev/null', 'r')) {
                $taken[] = $file;
            }
            warned();
            $start = microtime(true);
            check("$what: at once", [xsock_accept($server, $timeout, $name, $code), $code], [false, 24]);
            check_within("$what: seconds", microtime(true) - $start, 0, 0.04);
            for ($rounds = 0; microtime(true) < $start + 0.5; $rounds++) {
                $right = xsock_accept($server, $timeout, $name, $code) === false && $code === 24;
                $right || check("$what: round $rounds", $code, 24);
            }
            check_within("$what: rounds in half a second", $rounds, 1, 12);
            warned();
            $taken = [];
            $served = 0;
            while ($served < 2 && xsock_accept($server, 10)) {
                $served++;
            }
            check("$what: served", $served, 2);
        }
    }
    done();
    SCRIPT, 'ulimit -n 64; exec');
?>
--EXPECT--
24 checks, all right
