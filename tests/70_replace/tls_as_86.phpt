--TEST--
replace_transports: sessions, keys known beforehand and early data do what PHP 8.6's own transports do
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php
require __DIR__ . '/../inc/skip.inc';
needs('tls');
PHP_VERSION_ID < 80600 && die('skip needs PHP 8.6: before it core passes these options over');
?>
--FILE--
<?php
// One script, run on core's transports and on xsock's in their place; it prints what both ends saw.
require __DIR__ . '/../inc/tls.inc';

$scenario = <<<'PHP'
require $inc;
use Openssl\{Psk, Session};
$certs = new Certs();
$cert = ['local_cert' => $certs->server(), 'verify_peer' => false];
$loose = ['verify_peer' => false, 'verify_peer_name' => false];
$log = [];
$note = function (string $what) use (&$log) { $log[] = $what; };
$shape = fn ($stream) => get_resource_type($stream);
$crypto = fn ($stream) => array_intersect_key(stream_get_meta_data($stream)['crypto'], ['protocol' => 1, 'session_reused' => 1, 'early_data' => 1]);
$words = fn () => preg_replace('~:\d+~', ':port', warned());
$caught = function (callable $body) use (&$log, $words): array {
    $log = [];
    try {
        $result = $body();
    } catch (Throwable $error) {
        $result = get_class($error) . ': ' . $error->getMessage();
    }
    return [$result, $log, $words()];
};
$serve = fn (array $options) => stream_socket_server('ssl://127.0.0.1:0', $code, $text, 12, ssl($options));
/* What a client saw, in a child; $kept is its last session. */
$visit = function ($server, array $options) use (&$log, $note, $shape, $crypto, $caught): Peer {
    $at = 'ssl://' . stream_socket_get_name($server, false);
    return Peer::run(function () use ($at, $options, &$log, $note, $shape, $crypto, $caught) {
        $kept = null;
        $options += ['session_new_cb' => function ($stream, Session $session) use (&$kept, $note, $shape) {
            $kept = $session->export();
            $note("session for a {$shape($stream)}, {$session->getProtocol()}, id of " . strlen($session->id));
        }];
        $seen = $caught(function () use ($at, $options, $crypto) {
            $client = stream_socket_client($at, $code, $text, 10, 4, ssl($options));
            return $client ? [fgets($client), $crypto($client)] : false;
        });
        return [$seen, $kept];
    }, [$server]);
};
$accept = fn ($server) => $caught(function () use ($server, $crypto) {
    $conn = stream_socket_accept($server, 10);
    if (!$conn) {
        return false;
    }
    fwrite($conn, "hello\n");
    $seen = $crypto($conn);
    fgets($conn);
    return $seen;
});
$both = function (string $what, $server, array $options) use ($visit, $accept): ?string {
    $peer = $visit($server, $options);
    $served = $accept($server);
    [$seen, $kept] = $peer->result();
    echo "$what: ", json_encode([$served, $seen]), "\n";
    return $kept;
};
foreach ([STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT, STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT] as $method) {
    $how = $loose + ['crypto_method' => $method];
    $server = $serve($cert + ['session_cache' => true, 'session_id_context' => 'x']);
    $kept = $both("$method first", $server, $how);
    $both("$method resumed", $server, $how + ['session_data' => Session::import($kept)]);
    $store = [];
    $server = $serve($cert + ['session_id_context' => 'x', 'session_new_cb' => function ($stream, $session) use (&$store, $note, $shape) {
        $store[$session->id] = $session;
        $note("keep, of a {$shape($stream)}");
    }, 'session_get_cb' => function ($stream, $id) use (&$store, $note, $shape) {
        $note('asked for ' . (isset($store[$id]) ? 'one there is' : 'another') . ", by a {$shape($stream)}");
        return $store[$id] ?? null;
    }]);
    $kept = $both("$method kept", $server, $how);
    $both("$method found", $server, $how + ['session_data' => Session::import($kept)]);
    $store = [];
    $both("$method lost", $server, $how + ['session_data' => Session::import($kept)]);
    $server = $serve(['verify_peer' => false, 'ciphers' => 'PSK', 'psk_server_cb' => function ($stream, $identity) use ($note, $shape) {
        $note("key of $identity for a {$shape($stream)}");
        return match ($identity) {
            'friend' => new Psk('secret'), 'stranger' => null, 'wrong' => 'text', default => throw new DomainException('no')
        };
    }]);
    foreach (['friend', 'stranger', 'wrong', 'other'] as $name) {
        $both("$method key of $name", $server, $how + ['ciphers' => 'PSK', 'psk_client_cb' => function ($stream) use ($name, $note, $shape) {
            $note("asked by a {$shape($stream)}");
            return new Psk('secret', $name);
        }]);
    }
    foreach (['none' => fn () => null, 'no name' => fn () => new Psk('secret'), 'text' => fn () => 'text', 'thrown' => fn () => throw new DomainException('no')] as $what => $answer) {
        $both("$method client's key: $what", $server, $how + ['ciphers' => 'PSK', 'psk_client_cb' => $answer]);
    }
}
$server = $serve($cert + ['session_id_context' => 'x', 'max_early_data' => 100, 'early_data_cb' => fn ($stream, $data) => $note("early $data for a {$shape($stream)}")]);
$kept = $both('early: first', $server, $loose);
$kept = $both('early: accepted', $server, $loose + ['session_data' => Session::import($kept), 'early_data' => 'GET /']);
$both('early: not tried', $server, $loose + ['session_data' => Session::import($kept)]);
$server = $serve($cert + ['session_id_context' => 'x', 'max_early_data' => 100]);
$kept = $both('early: nobody hears', $server, $loose);
$both('early: nobody hears', $server, $loose + ['session_data' => Session::import($kept), 'early_data' => 'GET /']);
PHP;

function played(string $scenario, int $replace): array
{
    $file = scratch() . "/$replace.php";
    file_put_contents($file, '<?php $inc = ' . var_export(dirname(__DIR__) . '/inc/tls.inc', true) . ";\n$scenario");
    exec(php_command() . " -d xsock.replace_transports=$replace -f " . escapeshellarg($file) . ' 2>&1', $lines);
    return $lines;
}

[$core, $ours] = [played($scenario, 0), played($scenario, 1)];
check('how many', count($ours), count($core));
foreach ($core as $i => $line) {
    // PHP 8.6 has a text for an accept whose handshake failed, xsock has core's older one.
    check("line $i", $ours[$i] ?? '', str_replace('Accept failed: Cannot enable crypto', 'Accept failed: Unknown error', $line));
}
check('to the end', count($core), 31);
done();
?>
--EXPECT--
33 checks, all right
