--TEST--
Writing to a connection that is gone never kills the process
--EXTENSIONS--
xsock
pcntl
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// CLI ignores SIGPIPE, other SAPIs and programs that reset it do not.
require __DIR__ . '/../inc/checks.inc';
$peer = Peer::run(function () {
    pcntl_signal(SIGPIPE, SIG_DFL);
    [$server, $client, $connection] = trio();
    fclose($client);
    $results = [];
    for ($i = 0; $i < 5; $i++) {
        readable($connection, 1);
        $results[] = @fwrite($connection, 'x');
    }
    $results[] = @xsock_writev($connection, ['x', 'y']);
    $unix = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    return $results;
});
$results = $peer->result();
check('survived', count($results), 6);
check('failures are reported', array_slice($results, -2), [false, false]);
check('status', $peer->status, 0);
done();
?>
--EXPECT--
3 checks, all right
