--TEST--
An accept that must wait makes two system calls, however it is repeated
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// Trying first and waiting afterwards would make three of it on every quiet server.
require __DIR__ . '/../inc/checks.inc';
[$printed, $lines] = trace('
    $server = xsock_server("tcp://127.0.0.1:0");
    $me = getmypid();
    $peer = Peer::run(function (Peer $parent) use ($server, $me) {
        for ($i = 0; $i < 3; $i++) {
            $parent->hear();
            // A client that comes before the server sleeps would not be waited for.
            for ($asleep = 0, $tries = 0; $asleep < 40 && $tries < 4000; $tries++) {
                $state = explode(") ", file_get_contents("/proc/$me/stat"))[1][0];
                $asleep = $state === "S" ? $asleep + 1 : 0;
                time_nanosleep(0, 5000000);
            }
            $clients[] = client_of($server);
        }
        return count($clients);
    });
    for ($i = 0; $i < 3; $i++) {
        $peer->say();
        mark("wait $i");
        $connections[] = xsock_accept($server, 30);
        mark("wait $i end");
    }
    echo $peer->result();
');
check('all came', $printed, '3');
for ($i = 0; $i < 3; $i++) {
    check("wait $i", call_names(between($lines, "wait $i", "wait $i end")), 'poll accept4');
}
done();
?>
--EXPECT--
4 checks, all right
