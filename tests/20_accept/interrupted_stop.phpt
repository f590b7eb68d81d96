--TEST--
SIGTERM stops a blocking accept loop without losing the client that is being served
--EXTENSIONS--
xsock
pcntl
posix
--FILE--
<?php
// The loop every daemon wants to write.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$peer = Peer::run(function (Peer $parent) use ($server) {
    $stop = false;
    pcntl_async_signals(true);
    pcntl_signal(SIGTERM, function () use (&$stop) { $stop = true; });
    $parent->say('ready');
    $served = 0;
    while (!$stop) {
        $connection = xsock_accept($server, 30, $name, $code);
        if ($connection) {
            fwrite($connection, "hello\n");
            $served++;
        }
    }
    return [$served, $code, warned()];
});
check('ready', $peer->hear(), 'ready');
for ($i = 0; $i < 3; $i++) {
    check("client $i", fgets($clients[] = client_of($server)), "hello\n");
}
// Until the child is back in accept the signal may find it elsewhere; then the flag alone ends the loop.
usleep(50000);
posix_kill($peer->pid, SIGTERM);
[$served, $code, $warned] = $peer->result();
check('served', $served, 3);
check('no warning', $warned, '');
check('ended by the signal', in_array($code, [0, 4], true));
done();
?>
--EXPECT--
7 checks, all right
