--TEST--
Connections being set up: setup_timeout, setup_limit, garbage, HTTP, resetting and dripping clients; all counted
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$before = sockets();
$certs = new Certs();
$file = $certs->make('server');
function tls_server(array $more = [])
{
    return xsock_server('tls://127.0.0.1:0', options: $more + ['local_cert' => $GLOBALS['file']]);
}
function counts($server): array
{
    $info = xsock_info($server);
    return [$info['setting_up'], $info['setup_failed'], $info['setup_timed_out'], $info['setup_evicted']];
}
/* Serves until the counters are so. */
function settles($server, array $want): bool
{
    return xt_until(function () use ($server, $want) {
        xsock_accept($server, 0);
        return counts($server) === $want;
    }, 10);
}
/* What a peer sees at its end. */
function end_of($client): string
{
    stream_set_timeout($client, 10);
    @stream_get_contents($client);
    return stream_get_meta_data($client)['timed_out'] ? 'nothing' : 'closed';
}

// setup_timeout: one deadline for the whole set-up; a client that drips does not prolong it.
$server = tls_server(['setup_timeout' => 1.0]);
$silent = client_of($server);
$dripping = client_of($server);
$start = hrtime(true);
$hello = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" . str_repeat('x', 500); // drips for 25 seconds
for ($i = 0; counts($server)[2] < 2 && $i < strlen($hello); $i++) {
    @fwrite($dripping, $hello[$i]);
    xsock_accept($server, 0.05);
}
check_within('timed out after', (hrtime(true) - $start) / 1e9, 0.95, 15);
check('both timed out', counts($server), [0, 0, 2, 0]);
check('ended', [end_of($silent), end_of($dripping)], ['closed', 'closed']);
check_has('reason', xsock_info($server)['last_setup_error'], '127.0.0.1:', 'timed out');
// A select on the listener alone sees the deadline pass, too, once somebody looks.
$silent = client_of($server);
check('accept waits beyond the deadline', xt_waited(2, fn () => xsock_accept($server, 2)), 'waited');
check('dropped meanwhile', counts($server), [0, 0, 3, 0]);
check('ended too', end_of($silent), 'closed');

// setup_limit: the oldest without progress gives way.
$server = tls_server(['setup_limit' => 3]);
$clients = [];
for ($i = 0; $i < 5; $i++) {
    $clients[] = client_of($server);
    xsock_accept($server, 0);
}
check('two gave way', counts($server), [3, 0, 0, 2]);
check('the oldest', [end_of($clients[0]), end_of($clients[1])], ['closed', 'closed']);
check_has('reason', xsock_info($server)['last_setup_error'], 'gave way');
fwrite($clients[2], "\x16\x03\x01\x02\x00\x01"); // makes progress: now 3 is the oldest
xsock_accept($server, 0);
[$client, $conn, $result] = tls_connect($server, trusting($certs));
check('a good one comes through a full table', [$result, (bool) $conn], [true, true]);
check('3 gave way for it', end_of($clients[3]), 'closed');
check('2 and 4 are there', counts($server), [2, 0, 0, 3]);
unset($client, $conn);

// What comes on a TLS port: each is counted with its reason, and gets an end, not a hang.
$server = tls_server();
$n = 0;
foreach ([
    'garbage' => [random_bytes(1) . str_repeat("\0", 600), ''],
    'HTTP' => ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", 'http request'],
    'a record too long' => ["\x16\x03\x01\xff\xff" . str_repeat('x', 300), ''],
    'an old protocol' => ["\x16\x03\x00\x00\x2f\x01\x00\x00\x2b\x03\x00" . str_repeat("\1", 32) . "\0\0\4\0\5\0\4\1\0", ''],
    'an alert' => ["\x15\x03\x01\x00\x02\x02\x28", ''],
] as $what => [$bytes, $reason]) {
    $client = client_of($server);
    fwrite($client, $bytes);
    check("$what is counted", settles($server, [0, ++$n, 0, 0]));
    check_has("$what: reason", xsock_info($server)['last_setup_error'], '127.0.0.1:', 'TLS handshake', $reason ?: 'TLS');
    check("$what ends", end_of($client), 'closed');
}
// Those who leave in the middle, with FIN or with RST.
$client = client_of($server);
fwrite($client, substr($hello, 0, 50));
xsock_accept($server, 0);
fclose($client);
check('left', settles($server, [0, ++$n, 0, 0]));
check_has('left: reason', xsock_info($server)['last_setup_error'], 'ended');
$client = xsock_client('tcp://' . stream_socket_get_name($server, false));
xsock_accept($server, 0);
xsock_reset($client);
check('reset', settles($server, [0, ++$n, 0, 0]));
check_has('reset: reason', xsock_info($server)['last_setup_error'], 'reset');
// A blocking accept passes over all of them and waits for a good one.
fwrite(client_of($server), 'garbage, garbage, garbage, garbage');
$peer = Peer::run(function () use ($server, $certs) {
    $name = stream_socket_get_name($server, false);
    $client = stream_socket_client("ssl://$name", $code, $text, 20, STREAM_CLIENT_CONNECT, trusting($certs));
    return fgets($client);
});
$conn = xsock_accept($server, 20);
fwrite($conn, "good\n");
check('the good one', $peer->result(), "good\n");
unset($client, $clients, $silent, $dripping, $conn, $peer);
check('no socket left', sockets_settled($server, $before + 1), $before + 1);
done();
?>
--EXPECT--
34 checks, all right
