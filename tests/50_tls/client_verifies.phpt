--TEST--
xsock_client("tls://…") verifies: authority, name, address, fingerprint, depth; captured certificates are the stream's own
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$other = new Certs('Other CA');
$files = [
    'good' => $certs->make('good', ['DNS:good.test', 'DNS:*.wild.test', 'IP:127.0.0.1']),
    'self' => $certs->make('self', ['DNS:good.test'], ['self' => true]),
    'chain' => $certs->make('chain', ['DNS:good.test'], ['chain' => 2]),
];
$digest = fn (string $file, string $how) => openssl_x509_fingerprint(file_get_contents($file), $how);

/* A server with this certificate in a child; what a client sees: a line or the reason. */
function connect(string $which, array $options, bool $flat = true, &$client = null, string $host = '127.0.0.1'): string
{
    static $servers = [];
    if (!isset($servers[$which])) {
        $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $GLOBALS['files'][$which]]);
        $servers[$which] = stream_socket_get_name($server, false);
        $GLOBALS['peers'][] = Peer::run(function () use ($server) {
            while ($conn = xsock_accept($server, 20)) {
                fwrite($conn, "welcome\n");
                fclose($conn);
            }
        });
    }
    $address = 'tls://' . $host . strrchr($servers[$which], ':');
    $client = $flat
        ? xsock_client($address, $code, $text, 10, options: $options)
        : xsock_client($address, $code, $text, 10, context: ssl($options));
    if (!$client) {
        check_has('warned as said', warned(), $text);
        return $text;
    }
    return (string) fgets($client);
}

foreach ([true, false] as $flat) {
    $ca = ['cafile' => $certs->ca];
    $how = $flat ? 'flat' : 'context';
    check_has("$how: unknown CA by default", connect('good', ['peer_name' => 'good.test'], $flat), 'certificate verify failed');
    check_has("$how: another CA", connect('good', ['peer_name' => 'good.test', 'cafile' => $other->ca], $flat), 'certificate verify failed');
    check("$how: right name", connect('good', $ca + ['peer_name' => 'good.test'], $flat), "welcome\n");
    check("$how: name by wildcard", connect('good', $ca + ['peer_name' => 'a.wild.test'], $flat), "welcome\n");
    check_has("$how: wildcard covers one label", connect('good', $ca + ['peer_name' => 'a.b.wild.test'], $flat), 'connect tls://127.0.0.1:', ': TLS handshake: ');
    check_has("$how: wrong name", connect('good', $ca + ['peer_name' => 'bad.test'], $flat), 'mismatch');
    check("$how: the address itself", connect('good', $ca, $flat), "welcome\n");
    check_has("$how: an address not in it", connect('self', $ca + ['allow_self_signed' => true], $flat), 'IP address mismatch');
    check("$how: name not verified", connect('good', $ca + ['peer_name' => 'bad.test', 'verify_peer_name' => false], $flat), "welcome\n");
    check("$how: nothing verified", connect('self', ['verify_peer' => false], $flat), "welcome\n");
    check_has("$how: self-signed", connect('self', $ca + ['peer_name' => 'good.test'], $flat), 'self');
    check("$how: self-signed allowed", connect('self', $ca + ['peer_name' => 'good.test', 'allow_self_signed' => true], $flat), "welcome\n");
    check_has("$how: that is no leave for unknown CAs", connect('good', ['cafile' => $other->ca, 'peer_name' => 'good.test', 'allow_self_signed' => true], $flat), 'certificate verify failed');
    check("$how: chain", connect('chain', $ca + ['peer_name' => 'good.test'], $flat), "welcome\n");
    check_has("$how: chain too long", connect('chain', $ca + ['peer_name' => 'good.test', 'verify_depth' => 1], $flat), 'too long');
    foreach (['md5', 'sha1', 'sha256'] as $algorithm) {
        $right = $digest($files['good'], $algorithm);
        $wrong = strrev($right);
        check("$how: $algorithm", connect('good', $ca + ['peer_fingerprint' => $right], $flat), "welcome\n");
        check("$how: $algorithm in capitals", connect('good', $ca + ['peer_fingerprint' => strtoupper($right)], $flat), "welcome\n");
        check("$how: $algorithm as openssl prints it", connect('good', $ca + ['peer_fingerprint' => implode(':', str_split(strtoupper($right), 2))], $flat), "welcome\n");
        check_has("$how: $algorithm wrong", connect('good', $ca + ['peer_fingerprint' => $wrong], $flat), 'fingerprint');
        check("$how: [$algorithm]", connect('good', $ca + ['peer_fingerprint' => [$algorithm => $right]], $flat), "welcome\n");
        check_has("$how: [$algorithm] wrong", connect('good', $ca + ['peer_fingerprint' => [$algorithm => $wrong]], $flat), 'fingerprint');
    }
    check_has("$how: fingerprint without authority", connect('good', ['peer_fingerprint' => $right, 'peer_name' => 'good.test'], $flat), 'certificate verify failed');
    check_has("$how: cafile missing", connect('good', ['cafile' => '/nowhere'], $flat), '/nowhere');
}
// A failed verification is told to the server as an alert, not as a broken line; nothing was sent to it.
// Captured certificates are in the stream's context, not in the one it was made with.
$context = ssl(['cafile' => $certs->ca, 'peer_name' => 'good.test', 'capture_peer_cert' => true, 'capture_peer_cert_chain' => true]);
foreach (['xsock_client', 'stream_socket_client'] as $function) {
    $servers = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $files['chain']]);
    $name = stream_socket_get_name($servers, false);
    $peer = Peer::run(fn () => (bool) xsock_accept($servers, 20));
    $scheme = $function === 'xsock_client' ? 'tls' : 'xtls';
    $client = $function("$scheme://$name", $code, $text, 10, STREAM_CLIENT_CONNECT, $context);
    $own = stream_context_get_options($client)['ssl'];
    check("$function captured", openssl_x509_parse($own['peer_certificate'])['subject']['CN'], 'chain');
    check("$function chain", array_map(fn ($c) => openssl_x509_parse($c)['subject']['CN'], $own['peer_certificate_chain']),
        ['chain', 'Between 1', 'Between 0']);
    check("$function shared one is clean", array_keys(stream_context_get_options($context)['ssl']),
        ['cafile', 'peer_name', 'capture_peer_cert', 'capture_peer_cert_chain']);
    check("$function the rest is copied", $own['peer_name'], 'good.test');
    $tls = xsock_info($client)['tls'];
    check("$function info", [$tls['peer_subject'], $tls['peer_fingerprint']], ['CN=chain', $digest($files['chain'], 'sha256')]);
    check_has("$function pem", file_get_contents($files['chain']), $tls['peer_certificate_pem']);
    $peer->result();
}

// One that connects without waiting shakes hands in its first read or write, and captures behind it.
foreach (['xsock_client', 'stream_socket_client'] as $function) {
    foreach (['fgets', 'fwrite', 'stream_socket_enable_crypto'] as $first) {
        $servers = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $files['chain']]);
        $name = stream_socket_get_name($servers, false);
        $peer = Peer::run(fn () => fwrite($conn = xsock_accept($servers, 20), "welcome\n") && fgets($conn));
        $scheme = $function === 'xsock_client' ? 'tls' : 'xtls';
        $client = $function("$scheme://$name", $code, $text, 10, STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT, $context);
        $captured = fn () => isset(stream_context_get_options($client)['ssl']['peer_certificate']);
        check("$function, $first: not yet", $captured(), false);
        match ($first) {
            'fgets' => fgets($client),
            'fwrite' => fwrite($client, "hello\n"),
            default => stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT),
        };
        check("$function, $first: captured", $captured());
        $own = stream_context_get_options($client)['ssl'];
        check("$function, $first: chain", count($own['peer_certificate_chain'] ?? []), 3);
        fwrite($client, "bye\n");
        $peer->result();
    }
}

// A server that never answers: which one is in the text.
$silent = stream_socket_server('tcp://127.0.0.1:0');
$name = stream_socket_get_name($silent, false);
foreach (["tls://$name" => 'xsock_client', "xtls://$name" => 'stream_socket_client'] as $address => $function) {
    check("$function silent server", $function($address, $code, $text, 0.2, STREAM_CLIENT_CONNECT), false);
    check("$function says where", [$text, $code], ["connect $address: TLS handshake: timed out", 110]);
    check_has("$function warns", warned(), $text);
}
done();
?>
--EXPECT--
138 checks, all right
