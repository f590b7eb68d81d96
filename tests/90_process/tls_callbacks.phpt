--TEST--
Callbacks in the middle of a handshake: the script cannot close, use or accept there; exit, fatal errors and forks do no harm
--EXTENSIONS--
openssl
pcntl
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// What PHP 8.6's own transports do with a use after free (fclose($stream) in psk_client_cb or psk_server_cb), and worse.
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';
use Openssl\Psk;

$key = fn () => new Psk(str_repeat('k', 32), 'me');
$say = fn ($client) => $client ? trim((string) fgets($client)) : 'failed';

/* A client that knows the key, in a child. */
function visitor(string $at, array $close = []): Peer
{
    return Peer::run(fn () => ($GLOBALS['say'])(@xsock_client($at, timeout: 20, options: ['psk_client_cb' => $GLOBALS['key']])), $close);
}

/* What a script's callback may try on the stream it is given. */
function hostile($stream): array
{
    $throws = function (callable $call) use ($stream): bool {
        try {
            return $call($stream);
        } catch (Error $error) {
            return !str_contains($error->getMessage(), 'a call for it is under way');
        }
    };
    return [
        'fclose' => @fclose($stream), 'detach' => $throws('xsock_detach'), 'reset' => $throws('xsock_reset'),
        'crypto off' => @stream_socket_enable_crypto($stream, false), 'crypto on' => @stream_socket_enable_crypto($stream, true, STREAM_CRYPTO_METHOD_TLS_SERVER),
        'fread' => @fread($stream, 10), 'fwrite' => @fwrite($stream, 'x'), 'recv' => @stream_socket_recvfrom($stream, 10),
        'no harm' => [feof($stream), is_array(xsock_info($stream)), is_array(stream_get_meta_data($stream)), @fflush($stream), @stream_socket_sendto($stream, 'x') === 1],
    ];
}
$refused = ['fclose' => false, 'detach' => false, 'reset' => false, 'crypto off' => false, 'crypto on' => false, 'fread' => '', 'fwrite' => false, 'recv' => false];

// A listener's set-up.
$tried = null;
$server = xsock_server('tls://127.0.0.1:0', options: ['psk_server_cb' => function ($stream) use (&$server, &$tried, $key) {
    $tried ??= hostile($stream) + [
        'close the server' => @fclose($server), 'accept' => xsock_accept($server, 1), 'many' => xsock_accept_many($server),
        'select' => (function () use ($server) {
            [$read, $none, $no] = [[$server], null, null];
            return is_int(stream_select($read, $none, $no, 0));
        })(),
        'reload' => xsock_tls_reload($server), 'context' => stream_context_get_options($stream),
    ];
    return $key();
}], context: stream_context_create(['http' => ['of' => 'the server']]));
$at = 'tls://' . stream_socket_get_name($server, false);
$peer = visitor($at, [$server]);
$conn = xsock_accept($server, 20);
fwrite($conn, "hello\n");
check('served all the same', $peer->result(), 'hello');
check('nothing was let', array_intersect_key($tried, $refused), $refused);
check('nor on the server', array_slice($tried, -6), ['close the server' => false, 'accept' => false, 'many' => [], 'select' => true, 'reload' => true, 'context' => ['http' => ['of' => 'the server']]]);
check('afterwards both close', [fclose($conn), fclose($server)], [true, true]);
warned();

// A client's handshake, and one by enable_crypto.
$serve = function (array $options = []) use ($key): array {
    $server = xsock_server('tls://127.0.0.1:0', options: ['psk_server_cb' => $key]);
    return ['tls://' . stream_socket_get_name($server, false), Peer::run(function () use ($server) {
        for ($i = 0; $i < 4; $i++) {
            if ($conn = @xsock_accept($server, 20)) {
                @fwrite($conn, "hello\n");
                @fgets($conn);
            }
        }
    })];
};
[$at, $peer] = $serve();
$tried = [];
$trying = function ($stream) use (&$tried, $key) {
    $tried[] = hostile($stream);
    return $key();
};
$client = xsock_client($at, options: ['psk_client_cb' => $trying]);
check('client', $say($client), 'hello');
check('client: nothing was let', array_intersect_key($tried[0], $refused), $refused);
unset($client);
$client = xsock_client(str_replace('tls', 'tcp', $at), options: ['psk_client_cb' => $trying]);
check('enable_crypto', stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT));
check('enable_crypto', $say($client), 'hello');
check('enable_crypto: nothing was let', array_intersect_key(end($tried), $refused), $refused);
warned();
unset($client);

// A failed connection leaves a closed stream to a script that kept it.
$kept = null;
$client = xsock_client($at, options: ['psk_client_cb' => function ($stream) use (&$kept) {
    $kept = $stream;
    return new Psk('another', 'me');
}]);
check('failed', [$client, is_resource($kept), gettype($kept)], [false, false, 'resource (closed)']);
warned();
$peer->kill();

// exit(), a fatal error and an uncaught exception in the middle, as client and as server; with other set-ups under way.
$begin = "require '" . dirname(__DIR__) . "/inc/openssl_classes.inc'; use Openssl\Psk;";
$ends = ['exit' => 'exit("ended\n");', 'fatal error' => 'echo "ended\n"; str_repeat("x", 1 << 30);', 'exception' => 'echo "ended\n"; throw new DomainException("thrown");'];
foreach ($ends as $how => $end) {
    [$at, $peer] = $serve();
    $out = run_php("$begin register_shutdown_function(fn () => print('shut down'));
        xsock_client('$at', options: ['psk_client_cb' => function (\$stream) { \$GLOBALS['kept'] = \$stream; $end }]);");
    check_has("client: $how", $out, 'ended', 'shut down');
    check("client: $how: nothing wrong", preg_match('/Sanitizer|Assertion|Segmentation/', $out), 0);
    $peer->kill();
    $out = run_php("$begin
        \$server = xsock_server('tls://127.0.0.1:0', options: ['psk_server_cb' => function (\$stream) use (&\$server) { \$GLOBALS['kept'] = \$stream; $end }]);
        \$at = 'tls://' . stream_socket_get_name(\$server, false);
        \$silent = stream_socket_client(str_replace('tls', 'tcp', \$at));
        if (!pcntl_fork()) { @xsock_client(\$at, options: ['psk_client_cb' => fn () => new Psk('k', 'me')]); posix_kill(getmypid(), 9); }
        register_shutdown_function(function () use (&\$server) { var_dump(xsock_accept(\$server, 0)); echo 'shut down'; });
        xsock_accept(\$server, 20);");
    check_has("server: $how", $out, 'ended', 'bool(false)', 'shut down');
    check("server: $how: nothing wrong", preg_match('/Sanitizer|Assertion|Segmentation/', $out), 0);
}

// A child that a callback forks says nothing on the connection; the parent's goes on.
$forked = null;
$server = xsock_server('tls://127.0.0.1:0', options: ['psk_server_cb' => function ($stream) use (&$forked, $key) {
    $forked ??= Peer::run(fn () => 'the child is here');
    return $key();
}]);
$peer = visitor('tls://' . stream_socket_get_name($server, false), [$server]);
$conn = xsock_accept($server, 20);
fwrite($conn, "hello\n");
check('fork: the parent', [$peer->result(), $forked->result()], ['hello', 'the child is here']);
fclose($conn);
$inChild = false;
$told = scratch() . '/child';
$server = xsock_server('tls://127.0.0.1:0', options: ['psk_server_cb' => function ($stream) use (&$inChild, $key) {
    $pid = pcntl_fork();
    $inChild = $pid === 0;
    $pid && pcntl_waitpid($pid, $status); // the child is through before the parent goes on
    return $key();
}]);
$peer = visitor('tls://' . stream_socket_get_name($server, false), [$server]);
$conn = xsock_accept($server, 20);
if ($inChild) {
    // It came out of accept with nothing, and may use its copy of the server.
    file_put_contents($told, json_encode([$conn, xsock_accept($server, 0)]));
    posix_kill(getmypid(), 9);
}
fwrite($conn, "hello\n");
check('fork and return: the parent', $peer->result(), 'hello');
check('fork and return: the child', file_get_contents($told), '[false,false]');
fclose($conn);
[$at, $peer] = $serve();
$client = xsock_client($at, options: ['psk_client_cb' => function ($stream) use (&$inChild, $key) {
    $pid = pcntl_fork();
    $inChild = $pid === 0;
    $pid && pcntl_waitpid($pid, $status);
    return $key();
}]);
if ($inChild) {
    posix_kill(getmypid(), 9); // what it has said by now the server has seen
}
check('fork and return: a client', $say($client), 'hello');
$peer->kill();
warned();
done();
?>
--EXPECT--
26 checks, all right
