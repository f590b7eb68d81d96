--TEST--
psk_server_cb, psk_client_cb: a key both sides know instead of certificates, TLS 1.2 and 1.3, on tls:// and by enable_crypto
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';
use Openssl\Psk;

$secret = random_bytes(32);
$names = [];
$options = fn (int $proto) => ['max_proto_version' => $proto, 'min_proto_version' => $proto, 'ciphers' => 'PSK'];
$serving = function ($stream, string $identity) use ($secret, &$names): ?Psk {
    $names[(int) $stream] = $identity;
    get_resource_type($stream) === 'stream' || print "WRONG stream\n";
    return str_starts_with($identity, 'known') ? new Psk($secret) : null;
};
$knowing = fn (string $name, ?string $key = null) => ['psk_client_cb' => fn ($stream): ?Psk => new Psk($key ?? $secret, $name)];

/* A client in a child: what it read, or what it was warned of. */
function client($server, array $options): Peer
{
    $at = 'tls://' . stream_socket_get_name($server, false);
    return Peer::run(function () use ($at, $options) {
        $client = xsock_client($at, timeout: 20, options: $options);
        return $client ? [fgets($client), fwrite($client, "bye\n")][0] : warned();
    }, [$server]);
}

foreach (['1.2' => STREAM_CRYPTO_PROTO_TLSv1_2, '1.3' => STREAM_CRYPTO_PROTO_TLSv1_3] as $version => $proto) {
    // A listener without a certificate; the stream the callback gets is the one accept hands out.
    $server = xsock_server('tls://127.0.0.1:0', options: $options($proto) + ['psk_server_cb' => $serving]);
    $silent = stream_socket_client('tcp://' . stream_socket_get_name($server, false)); // delays nobody
    $peers = [client($server, $options($proto) + $knowing('known one')), client($server, $options($proto) + $knowing('known two'))];
    $met = [];
    foreach ($peers as $peer) {
        $conn = xsock_accept($server, 20);
        $met[] = $names[(int) $conn] ?? 'nobody';
        fwrite($conn, "hello {$names[(int) $conn]}\n");
        check("$version goodbye", fgets($conn), "bye\n");
    }
    sort($met);
    check("$version who", $met, ['known one', 'known two']);
    check("$version their words", [$peers[0]->result(), $peers[1]->result()], ["hello known one\n", "hello known two\n"]);
    // Who is unknown, has another key, or none.
    foreach (['stranger' => $knowing('stranger'), 'another key' => $knowing('known', random_bytes(32)), 'none' => ['psk_client_cb' => fn ($stream) => null], 'no callback' => ['verify_peer' => false]] as $what => $wrong) {
        $failed = xsock_info($server)['setup_failed'];
        $peer = client($server, $options($proto) + $wrong);
        for ($until = hrtime(true) + 20e9; xsock_info($server)['setup_failed'] === $failed && hrtime(true) < $until;) {
            xsock_accept($server, 0.1) && print "WRONG $version $what: accepted\n";
        }
        check_has("$version $what: the client's words", $peer->result(), 'TLS handshake');
    }
    // Pollers wake for it although a cast for select runs no callback.
    $names = [];
    $peer = client($server, $options($proto) + $knowing('known'));
    for ($conn = false, $until = hrtime(true) + 20e9; !$conn && hrtime(true) < $until;) {
        [$read, $write, $except] = [[$server], [], []];
        $before = $names;
        stream_select($read, $write, $except, 5);
        $xs_wrong += $before !== $names;
        $conn = $read ? xsock_accept($server, 0) : false;
    }
    fwrite($conn, "hello\n");
    check("$version after select", [fgets($conn), $peer->result()], ["bye\n", "hello\n"]);
    // By stream_socket_enable_crypto(), both ends in this process.
    $server = xsock_server('tcp://127.0.0.1:0', options: $options($proto) + ['psk_server_cb' => $serving]);
    $client = xsock_client('tcp://' . stream_socket_get_name($server, false), options: $options($proto) + $knowing("known\0?"));
    $conn = xsock_accept($server, 20);
    check("$version enable_crypto", tls_join($conn, $client), [true, true]);
    fwrite($conn, "hello\n");
    check("$version its name", $names[(int) $conn], $version === '1.2' ? 'known' : "known\0?"); // 1.2's are C strings
    check("$version says", fgets($client), "hello\n");
    // With a certificate, too, for those that do not know the key.
    $certs ??= new Certs();
    $server = xsock_server('tls://127.0.0.1:0', options: ['ciphers' => 'ALL', 'max_proto_version' => $proto, 'local_cert' => $certs->server(), 'psk_server_cb' => $serving]);
    $peer = client($server, ['cafile' => $certs->ca, 'peer_name' => 'localhost']);
    $conn = xsock_accept($server, 20);
    fwrite($conn, "hello\n");
    check("$version by certificate", [fgets($conn), $peer->result()], ["bye\n", "hello\n"]);
    // And those that know it, who trust no authority: in 1.3 they were shown the certificate, the hash of the cipher suite
    // being another one than the key's.
    $names = [];
    $peer = client($server, $options($proto) + $knowing('known'));
    $conn = xsock_accept($server, 20);
    $conn && fwrite($conn, "hello\n");
    check("$version by key", [$conn ? fgets($conn) : false, $peer->result(), array_values($names)], ["bye\n", "hello\n", ['known']]);
}
// openssl's client speaks the same.
$server = xsock_server('tls://127.0.0.1:0', options: ['ciphers' => 'PSK', 'psk_server_cb' => $serving]);
foreach (['-tls1_2', '-tls1_3'] as $how) {
    $end = program(['openssl', 's_client', '-connect', stream_socket_get_name($server, false), $how, '-cipher', 'PSK', '-psk', bin2hex($secret), '-psk_identity', 'known to openssl'], '', true);
    $conn = xsock_accept($server, 20);
    check("openssl $how", $names[(int) $conn], 'known to openssl');
    unset($conn);
    fclose($end[2]);
    ended($end);
}
// Answers that are none, and what a callback throws: out of the accept that was asked, and the server goes on.
foreach ([
    'a string' => [fn () => 'secret', 'TypeError', 'PSK callback must return Openssl\Psk or null'],
    // PHP's own class refuses it; of another one TLS 1.3 took it for a key, which any client could guess.
    'an empty key' => [fn () => new Psk(''), 'ValueError', 'empty'],
    'an exception' => [fn () => throw new DomainException('from the callback'), 'DomainException', 'from the callback'],
] as $what => [$answer, $class, $words]) {
    $server = xsock_server('tls://127.0.0.1:0', options: ['psk_server_cb' => function (...$arguments) use (&$answer) {
        return $answer(...$arguments);
    }]);
    $peer = client($server, $knowing('known'));
    check_throws("server: $what", $class, fn () => xsock_accept($server, 20), $words);
    check_has("server: $what: the client", $peer->result(), 'TLS handshake');
    $answer = $serving;
    $peer = client($server, $knowing('known'));
    $conn = xsock_accept($server, 20);
    fwrite($conn, "hello\n");
    check("server: $what: and on", [fgets($conn), $peer->result()], ["bye\n", "hello\n"]);
}
$listening = xsock_server('tls://127.0.0.1:0', options: ['psk_server_cb' => $serving]);
$peer = Peer::run(function () use ($listening) {
    for ($i = 0; $i < 3; $i++) {
        xsock_accept($listening, 5);
    }
});
$at = 'tls://' . stream_socket_get_name($listening, false);
check_throws('client: a string', 'TypeError', fn () => xsock_client($at, options: ['psk_client_cb' => fn () => 'secret']), 'PSK callback must return Openssl\Psk or null');
check_throws('client: no name', 'ValueError', fn () => xsock_client($at, options: ['psk_client_cb' => fn () => new Psk($secret)]), 'Client PSK callback must return Openssl\Psk with a non-null identity');
check_throws('client: an exception', 'DomainException', fn () => xsock_client($at, options: ['psk_client_cb' => fn () => throw new DomainException('mine')]), 'mine');
$peer->kill();
check('it takes a certificate or a key', xsock_server('tls://127.0.0.1:0'), false);
check_has('words', warned(), 'no certificate');
done();
?>
--EXPECT--
50 checks, all right
