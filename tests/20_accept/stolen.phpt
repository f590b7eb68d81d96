--TEST--
Several workers share a listener: accept never waits past its timeout when another was faster
--EXTENSIONS--
xsock
pcntl
--FILE--
<?php
// poll() says "a client", another worker takes it, accept() on a blocking listener then sleeps for ever: of 16 core
// workers up to six hung. Each worker here asks with a timeout and must come back.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$over = scratch() . '/over'; // there when all clients have come
$workers = [];
for ($i = 0; $i < 6; $i++) {
    $workers[] = Peer::run(function (Peer $parent) use ($server, $over) {
        $parent->hear();
        $taken = 0;
        $longest = 0.0;
        do {
            $last = file_exists($over);
            $seconds = xt_seconds(fn() => xsock_accept($server, 0.5), $connection);
            $longest = max($longest, $seconds);
            $taken += $connection ? 1 : 0;
        } while ($connection || !$last);
        return [$taken, $longest, warned()];
    });
}
foreach ($workers as $worker) {
    $worker->say();
}
for ($i = 0; $i < 400; $i++) {
    fclose(client_of($server));
}
touch($over);
$taken = 0;
foreach ($workers as $i => $worker) {
    [$n, $longest, $warned] = $worker->result();
    $taken += $n;
    check_within("worker $i came back", $longest, 0, 15);
    check("worker $i without warning", $warned, '');
}
check('every client was taken once', $taken, 400);
done();
?>
--EXPECT--
13 checks, all right
