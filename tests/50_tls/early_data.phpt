--TEST--
early_data, early_data_cb, max_early_data: bytes with the first packet, once; large, too much, refused, of a session that has none
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';

$certs = new Certs();
$heard = [];
$early = function ($stream, string $data) use (&$heard) {
    check('cannot be closed', @fclose($stream), false);
    $heard[] = [(int) $stream, $data];
};
$trust = ['cafile' => $certs->ca, 'peer_name' => 'localhost'];

/* A client in a child: [what the server said, meta data's early_data, its session]. */
function client($server, array $options): Peer
{
    $at = 'tls://' . stream_socket_get_name($server, false);
    return Peer::run(function () use ($at, $options) {
        $kept = null;
        $client = xsock_client($at, timeout: 20, options: $options + ['session_new_cb' => function ($stream, $session) use (&$kept) {
            $kept = $session->export();
        }]);
        if (!$client) {
            return [warned(), null, null];
        }
        fwrite($client, "behind\n");
        return [fgets($client), stream_get_meta_data($client)['crypto']['early_data'] ?? 'none', $kept];
    }, [$server]);
}

/* The server's side: [early data, what came behind, its meta data]. */
function serve($server): array
{
    global $heard;
    $heard = [];
    if (!$conn = xsock_accept($server, 20)) {
        return [false];
    }
    $told = array_column($heard, 1);
    check('before accept returns, with its stream', array_unique(array_column($heard, 0)), $heard ? [(int) $conn] : []);
    $line = fgets($conn);
    fwrite($conn, strlen(implode('', $told)) . "\n");
    check('all told by then', array_column($heard, 1), $told);
    return [implode('', $told), $line, stream_get_meta_data($conn)['crypto']['early_data'] ?? 'none'];
}

$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server(), 'early_data_cb' => $early, 'max_early_data' => 100000]);
$visit = function (array $options) use ($server, $trust): array {
    $peer = client($server, $options + $trust);
    $served = serve($server);
    return [$served, $peer->result()];
};
[$served, [$said, $status, $session]] = $visit(['early_data' => 'nothing to resume']);
check('first', [$served, $said, $status], [['', "behind\n", 'not_sent'], "0\n", 'none']);
[$served, [$said, $status, $next]] = $visit(['session_data' => $session, 'early_data' => "GET /\r\n\0"]);
check('resumed', [$served, $said, $status], [["GET /\r\n\0", "behind\n", 'accepted'], "8\n", 'accepted']);
// A session is good for one connection: who records the packet and sends it again is not believed.
[$served, [$said, $status]] = $visit(['session_data' => $session, 'early_data' => 'again']);
check('again', [$served, $said, $status], [['', "behind\n", 'rejected'], "0\n", 'rejected']);
$large = random_bytes(90000);
[$served, [$said, $status, $next]] = $visit(['session_data' => $next, 'early_data' => $large]);
check('large', [$served[0] === $large, $served[1], $said, $status], [true, "behind\n", "90000\n", 'accepted']);
[$served, [$said, $status]] = $visit(['session_data' => $next]);
check('resumed without', [$served, $said, $status], [['', "behind\n", 'not_sent'], "0\n", 'none']);
// More than a session allows is not sent at all.
[, [, , $next]] = $visit([]);
$peer = client($server, ['session_data' => $next, 'early_data' => str_repeat('x', 100001)] + $trust);
$failed = xsock_info($server)['setup_failed'];
for ($until = hrtime(true) + 20e9; xsock_info($server)['setup_failed'] === $failed && hrtime(true) < $until;) {
    xsock_accept($server, 0.1);
}
check_has('too much', $peer->result()[0], 'TLS handshake: too much early data');
// enable_crypto, and 16384 bytes when nothing is said about the size.
$server = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => $certs->server(), 'early_data_cb' => $early]);
$join = function (array $options) use ($server, $trust, &$heard): array {
    $heard = [];
    $kept = null;
    $client = xsock_client('tcp://' . stream_socket_get_name($server, false), options: $options + $trust + ['session_new_cb' => function ($stream, $session) use (&$kept) {
        $kept = $session;
    }]);
    $conn = xsock_accept($server, 20);
    $done = tls_join($conn, $client);
    fwrite($conn, "welcome\n");
    return [$done, fgets($client), implode('', array_column($heard, 1)), $kept];
};
$session = $join([])[3];
check('enable_crypto', array_slice($join(['session_data' => $session, 'early_data' => str_repeat('y', 16384)]), 0, 3), [[true, true], "welcome\n", str_repeat('y', 16384)]);
// What does not go together; a server that has not asked for it takes none.
check('nobody would get it', xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server(), 'max_early_data' => 100]), false);
check_has('says so', warned(), 'max_early_data needs early_data_cb');
foreach (['not asked for' => [], 'of 0 bytes' => ['max_early_data' => 0, 'early_data_cb' => $early]] as $what => $options) { // 0 meant 16384
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server()] + $options);
    [$peer, $heard] = [client($server, $trust), []];
    serve($server);
    $session = $peer->result()[2];
    $peer = client($server, ['session_data' => $session, 'early_data' => 'unasked'] + $trust);
    check($what, [serve($server), $peer->result()[1]], [['', "behind\n", 'none'], 'none']);
}
done();
?>
--EXPECT--
34 checks, all right
