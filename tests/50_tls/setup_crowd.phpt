--TEST--
3,000 silent clients on a TLS port: a good one is served long before they time out; so in every forked worker
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'somaxconn');
if ((int) shell_exec('ulimit -n') < 2500) die('skip needs 2500 descriptors, the limit is lower');
?>
--FILE--
<?php
// With core's ssl:// each of them would hold up the server for default_socket_timeout: 50 hours.
require __DIR__ . '/../inc/tls.inc';

const CROWD = 1000;
$certs = new Certs();
$file = $certs->make('server');

/* Clients in a child, a few of which say the beginning of a hello. */
function crowd(string $name, int $size): Peer
{
    return Peer::run(function (Peer $parent) use ($name, $size) {
        $silent = [];
        for ($i = 0; $i < $size; $i++) {
            $silent[] = $client = stream_socket_client("tcp://$name", $code, $text, 30);
            $i % 10 || fwrite($client, "\x16\x03\x01\x02\x00\x01");
        }
        $parent->say($i);
        $parent->hear(PEER_LIMIT);
    });
}

function good_client(string $name, Certs $certs): Peer
{
    return Peer::run(function () use ($name, $certs) {
        $client = stream_socket_client("ssl://$name", $code, $text, 30, STREAM_CLIENT_CONNECT, trusting($certs));
        fwrite($client, "hello\n");
        return fgets($client);
    });
}

/* How many were let in so far. */
function seen($server): int
{
    $info = xsock_info($server);
    return $info['setting_up'] + $info['setup_evicted'] + $info['setup_failed'] + $info['setup_timed_out'];
}

$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'setup_timeout' => 40, 'setup_limit' => 1000]);
$name = stream_socket_get_name($server, false);
$crowds = [crowd($name, CROWD), crowd($name, CROWD), crowd($name, CROWD)];
check('they come', xt_until(fn () => xsock_accept($server, 0) || seen($server) === 3 * CROWD, 30));
check('all are there', array_map(fn ($crowd) => $crowd->hear(), $crowds), [CROWD, CROWD, CROWD]);
$good = good_client($name, $certs);
$took = xt_seconds(fn () => xsock_accept($server, 20), $conn);
check('a good one', $conn ? fgets($conn) : $conn, "hello\n");
check_within('served within', $took, 0, 15);
fwrite($conn, "welcome\n");
check('answer', $good->result(), "welcome\n");
$info = xsock_info($server);
check('nobody timed out, the oldest gave way', [$info['setup_timed_out'], $info['setup_failed'], $info['accepted']], [0, 0, 1]);
check_within('a full table', $info['setting_up'], 999, 1000);
check('nobody forgotten', seen($server), 3 * CROWD);
foreach ($crowds as $crowd) {
    $crowd->kill();
}

// Each worker has a table of its own; silent clients of one are not known to the other.
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'setup_timeout' => 40, 'setup_limit' => 200]);
$name = stream_socket_get_name($server, false);
$workers = [];
foreach (['one', 'two'] as $worker) {
    $workers[$worker] = Peer::run(function (Peer $parent) use ($server, $worker) {
        while ($parent->hear() === 'serve') {
            xt_until(fn () => xsock_accept($server, 0) || seen($server) >= 300);
            $parent->say(seen($server));
            $parent->hear(); // the good one comes
            $conn = xsock_accept($server, 20);
            fwrite($conn, "$worker welcomes " . fgets($conn));
            fclose($conn);
            $parent->say(xsock_info($server)['accepted']);
        }
    });
}
foreach ($workers as $worker => $peer) {
    $crowd = crowd($name, 300);
    check("$worker: crowd", $crowd->hear(), 300);
    $peer->say('serve');
    check("$worker: has them all", $peer->hear(), 300);
    $good = good_client($name, $certs);
    $peer->say();
    $took = xt_seconds(fn () => $good->result(), $answer);
    check("$worker: answer", $answer, "$worker welcomes hello\n");
    check_within("$worker: within", $took, 0, 15);
    check("$worker: accepted", $peer->hear(), 1);
    $peer->say('end');
    $crowd->kill();
}
check('the parent has none', seen($server), 0);
done();
?>
--EXPECT--
19 checks, all right
