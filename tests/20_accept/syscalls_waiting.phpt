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
    $peer = Peer::run(function (Peer $parent) use ($server) {
        for ($i = 0; $i < 3; $i++) {
            $parent->hear();
            usleep(100000);
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
