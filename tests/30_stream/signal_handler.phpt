--TEST--
a signal during a blocking call: no PHP code inside it, no byte lost, no false end
--EXTENSIONS--
openssl
pcntl
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The handler runs before the script's next statement, never within the read; a read goes on, or comes back with nothing.
require __DIR__ . '/../inc/tls.inc';

pcntl_async_signals(true);
$log = [];
pcntl_signal(SIGUSR1, function () use (&$log) {
    $log[] = 'handler';
}, false);
foreach (['tcp://127.0.0.1:0', 'unix://' . scratch() . '/s', 'tls://127.0.0.1:0'] as $at) {
    $kind = strstr($at, ':', true);
    foreach (['fgets' => fn ($c) => fgets($c), 'fread' => fn ($c) => fread($c, 5), 'recvfrom' => fn ($c) => stream_socket_recvfrom($c, 5),
        'fgets, held' => fn ($c) => fgets($c)] as $what => $read) {
        $server = xsock_server($at, options: match ($kind) { 'unix' => ['unix_unlink' => true], 'tls' => ['local_cert' => Certs::shared()->server()], default => [] });
        $to = "$kind://" . stream_socket_get_name($server, false);
        $me = getmypid();
        $peer = Peer::run(function (Peer $parent) use ($to, $me, $what) {
            $client = stream_socket_client($to, $c, $m, 10, STREAM_CLIENT_CONNECT, trusting(Certs::shared()));
            fwrite($client, $what === 'fgets, held' ? 'da' : '');
            $parent->hear();
            usleep(30000); // the read has begun, mostly; the result must be the same if not
            posix_kill($me, SIGUSR1);
            usleep(30000);
            fwrite($client, $what === 'fgets, held' ? "ta\n" : "data\n");
            fclose($client);
        }, [$server]);
        $conn = xsock_accept($server, 10);
        stream_set_timeout($conn, 20);
        $log = [];
        $peer->say();
        $false_end = false;
        for ($got = '', $rounds = 0; strlen($got) < 5 && $rounds < 50; $rounds++) {
            $got .= $read($conn);
            $false_end = $false_end || (strlen($got) < 5 && feof($conn));
        }
        check("$what: no end before the end", $false_end, false);
        check("$what: every byte", $got, "data\n");
        check("$what: the handler ran", $log, ['handler']);
        $peer->result();
        fclose($server);
    }
}

// a handler that closes the very stream that is being read
[$server, $peer, $conn] = trio();
pcntl_signal(SIGUSR2, function () use (&$conn) {
    fclose($conn);
}, false);
$me = getmypid();
$killer = Peer::run(function (Peer $parent) use ($me, $peer) {
    $parent->hear();
    usleep(30000);
    posix_kill($me, SIGUSR2);
    usleep(30000);
    fwrite($peer, "x\n");
});
stream_set_timeout($conn, 20);
$killer->say();
try {
    $got = fgets($conn);
    xt_until(fn () => !is_resource($conn), 5);
} catch (TypeError) {
    $got = "x\n"; // the signal was quicker than the read
}
check('read first, closed after', [$got, is_resource($conn)], ["x\n", false]);
$killer->result();
done();
?>
--EXPECT--
37 checks, all right
