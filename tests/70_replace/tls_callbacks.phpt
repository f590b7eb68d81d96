--TEST--
replace_transports: what PHP 8.6 adds to TLS, sessions, keys known beforehand and early data, for ssl:// and enable_crypto
--EXTENSIONS--
openssl
pcntl
xsock
--INI--
xsock.replace_transports=1
default_socket_timeout=20
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Core's words and rules. Below PHP 8.6 core passes these options over, and so does xsock unless the classes are there.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
if (!class_exists('Openssl\Session')) {
    $server = stream_socket_server('ssl://127.0.0.1:0', $code, $text, 12, ssl(['local_cert' => $certs->server(), 'session_get_cb' => 'junk', 'psk_server_cb' => 5, 'max_early_data' => -1]));
    check('passed over', is_resource($server));
} else {
    $xs_checks++; // PHP has them
}
require __DIR__ . '/../inc/openssl_classes.inc';
use Openssl\{Psk, Session};

$listen = fn (array $options, string $scheme = 'ssl') => stream_socket_server("$scheme://127.0.0.1:0", $code, $text, 12, ssl($options + ['verify_peer' => false]));
$serve = fn (array $options) => $listen($options + ['local_cert' => $certs->server()]);
$loose = ['verify_peer' => false, 'verify_peer_name' => false];

/* A client in a child: [line, meta data, sessions, what it was warned of or threw]. */
function client($server, array $options): Peer
{
    $at = 'ssl://' . stream_socket_get_name($server, false);
    return Peer::run(function () use ($at, $options) {
        $kept = [];
        $options += ['session_new_cb' => function ($stream, Session $session) use (&$kept) {
            $kept[] = $session->export();
        }];
        try {
            $client = stream_socket_client($at, $code, $text, 20, STREAM_CLIENT_CONNECT, ssl($options));
            return $client ? [fgets($client), stream_get_meta_data($client)['crypto'], $kept, warned()] : [false, [], [], warned()];
        } catch (Error $error) {
            return [get_class($error), [], [], $error->getMessage()];
        }
    }, [$server]);
}

/* Accepts one and greets it. */
function greet($server): ?array
{
    $conn = stream_socket_accept($server);
    return $conn && fwrite($conn, "hello\n") ? stream_get_meta_data($conn)['crypto'] : null;
}

foreach ([STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT, STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT] as $method) {
    $how = ['crypto_method' => $method] + $loose;
    // A client's sessions.
    $server = $serve([]);
    $peer = client($server, $how);
    greet($server);
    [, , $kept] = $peer->result();
    $peer = client($server, $how + ['session_data' => Session::import($kept[0])]);
    check("$method resumed", [greet($server)['session_reused'], $peer->result()[1]['session_reused']], [true, true]);
    // A server's.
    [$store, $calls] = [[], []];
    $server = $serve(['session_id_context' => 'x', 'session_new_cb' => function ($stream, Session $session) use (&$store, &$calls) {
        $store[$session->id] = $session;
        $calls[] = 'new';
    }, 'session_get_cb' => function ($stream, string $id) use (&$store, &$calls) {
        $calls[] = 'get';
        return $store[$id] ?? null;
    }]);
    $peer = client($server, $how);
    greet($server);
    [, , $kept] = $peer->result();
    $first = $calls;
    $calls = [];
    $peer = client($server, $how + ['session_data' => Session::import($kept[0])]);
    check("$method get", [greet($server)['session_reused'], $peer->result()[1]['session_reused'], $calls[0], array_unique($first)], [true, true, 'get', ['new']]);
    // Keys.
    $names = [];
    $server = $listen(['ciphers' => 'PSK', 'psk_server_cb' => function ($stream, string $identity) use (&$names) {
        $names[(int) $stream] = $identity;
        return $identity === 'known' ? new Psk('secret') : null;
    }]);
    $known = fn (string $name) => $how + ['ciphers' => 'PSK', 'psk_client_cb' => fn ($stream) => new Psk('secret', $name)];
    $peer = client($server, $known('known'));
    $conn = stream_socket_accept($server);
    check("$method key", [$names[(int) $conn], fwrite($conn, "hello\n"), $peer->result()[0]], ['known', 6, "hello\n"]);
    unset($conn);
    $peer = client($server, $known('stranger'));
    check("$method stranger", [stream_socket_accept($server), $peer->result()[0]], [false, false]);
    check_has("$method core's words", warned(), 'stream_socket_accept(): SSL operation failed with code 1.', 'Failed to enable crypto');
    // By enable_crypto.
    $server = $listen(['ciphers' => 'PSK', 'psk_server_cb' => fn ($stream, $identity) => new Psk('secret')], 'tcp');
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), $code, $text, 20, STREAM_CLIENT_CONNECT, ssl($known('known')));
    $conn = stream_socket_accept($server);
    check("$method enable_crypto", tls_join($conn, $client, clientMethod: $method), [true, true]);
    unset($conn, $client);
}
// Early data.
$heard = '';
$server = $serve(['session_id_context' => 'x', 'early_data_cb' => function ($stream, string $data) use (&$heard) {
    $heard .= $data;
}]);
$peer = client($server, $loose);
greet($server);
[, , $kept] = $peer->result();
$peer = client($server, $loose + ['session_data' => Session::import($kept[0]), 'early_data' => 'GET /']);
check('early data', [greet($server)['early_data'], $peer->result()[1]['early_data'], $heard], ['accepted', 'accepted', 'GET /']);
// session_new_cb of a server that was not asked to keep sessions is not called, as in core.
$calls = 0;
$server = $serve(['session_new_cb' => function () use (&$calls) {
    $calls++;
}]);
$peer = client($server, $loose);
greet($server);
check('not asked for', [$peer->result()[0], $calls], ["hello\n", 0]);
// Core's rules.
$any = fn () => null;
foreach ([
    'session_new_cb is required when session_get_cb is provided' => ['session_get_cb' => $any],
    'Session tickets cannot be enabled when session_get_cb is set' => ['session_get_cb' => $any, 'session_new_cb' => $any, 'no_ticket' => false],
    'session_id_context must be set if session_new_cb is set' => ['session_get_cb' => $any, 'session_new_cb' => $any, 'verify_peer' => true],
    'session_id_context must be set for internal session cache' => ['session_cache' => true, 'verify_peer' => true],
    'session_cache_size must be positive' => ['session_cache' => true, 'session_cache_size' => 0],
    'session_timeout must be positive' => ['session_cache' => true, 'session_timeout' => -1],
    'max_early_data must be between 0 and 4294967295' => ['max_early_data' => -1],
] as $words => $options) {
    check_throws($words, 'ValueError', fn () => @$serve($options), $words);
}
foreach ([
    'session_get_cb must be a valid callback, function "no_such" not found' => ['session_get_cb' => 'no_such'],
    'session_id_context must be a non empty string' => ['session_cache' => true, 'session_id_context' => ''],
    'early_data_cb must be a valid callback' => ['early_data_cb' => 5],
] as $words => $options) {
    check_throws($words, 'TypeError', fn () => @$serve($options), $words);
}
// What accept looks at: core reads the context for each client.
$server = $listen(['psk_server_cb' => 'no_such'], 'tcp');
$client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
$conn = stream_socket_accept($server);
check_throws('enable_crypto', 'TypeError', fn () => stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER), 'psk_server_cb must be a valid callback');
$server = $serve([]);
foreach ([
    'session_data must be an Openssl\Session instance' => ['session_data' => 'junk'],
    'early_data must be a string' => ['early_data' => 5],
    'psk_client_cb must be a valid callback' => ['psk_client_cb' => 'no_such'],
] as $words => $options) {
    $peer = client($server, $options + $loose);
    check_has($words, $peer->result()[3], $words);
}
// Not for streams that outlive the request.
$at = 'ssl://' . stream_socket_get_name($server, false);
check('persistent', stream_socket_client($at, $code, $text, 20, STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT, ssl($loose + ['session_new_cb' => $any])), false);
check_has('persistent: words', warned(), 'stream_socket_client(): session_new_cb is not supported for persistent streams', 'Failed to enable crypto');
done();
?>
--EXPECT--
42 checks, all right
