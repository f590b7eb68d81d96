--TEST--
A request that reaches memory_limit while a stream is being made leaves no descriptor
--EXTENSIONS--
openssl
pcntl
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'tls'); ?>
--ENV--
USE_ZEND_ALLOC=0
USE_TRACKED_ALLOC=1
--FILE--
<?php
// Between accept(2) and PHP's stream around it nobody owned the descriptor: a worker of php-fpm or a module of a web server, whose
// process goes on, kept it until its own end, and the client was never hung up on. With allocations tracked the limit counts for
// each; it is moved through all of a call, in one forked child each time. (Releases of PHP that end the request only behind the call
// are fine by themselves.)
require __DIR__ . '/../inc/tls.inc';

const ROOM = 131072;

/** What is left of $call with so many bytes of memory: descriptors of sockets that no stream has, and whether it was enough. */
function left(callable $prepare, int $bytes): array
{
    [$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $pid = pcntl_fork();
    if ($pid === 0) {
        ini_set('display_errors', 0);
        ini_set('log_errors', 0);
        [$call, $server] = $prepare();
        [$result, $sockets, $streams] = [null, sockets(), count(get_resources('stream'))];
        register_shutdown_function(function () use ($far, $server, $sockets, $streams, &$result) {
            ini_set('memory_limit', -1);
            // What is being set up goes with the server, or is there still when the call that ended holds it.
            $owned = $server && !@fclose($server) ? xsock_info($server)['setting_up'] : 0;
            $made = count(get_resources('stream')) - $streams + $owned;
            fwrite($far, json_encode([sockets() - $sockets - $made, (bool) $result]));
            posix_kill(getmypid(), SIGKILL); // what a fatal error leaves in memory is not looked at here
        });
        ini_set('memory_limit', (string) (memory_get_usage() + ROOM));
        $room = str_repeat('x', ROOM - $bytes);
        $result = $call();
        exit;
    }
    fclose($far);
    $said = json_decode(stream_get_contents($near));
    pcntl_waitpid($pid, $status);
    return $said;
}

$ballast = str_repeat('x', 4 << 20); // PHP takes no limit below 2 MB
$certs = new Certs();
$file = $certs->server();
$queued = function (string $address) {
    $server = xsock_server($address);
    $GLOBALS['clients'] = [client_of($server, strstr($address, ':', true)), client_of($server, strstr($address, ':', true))];
    return $server;
};
$calls = [
    'xsock_accept, tcp' => function () use ($queued) {
        $server = $queued('tcp://127.0.0.1:0');
        return [fn () => xsock_accept($server), null];
    },
    'xsock_accept_many, unix' => function () use ($queued) {
        $server = $queued('unix://' . scratch() . '/s.sock');
        return [fn () => xsock_accept_many($server), null];
    },
    'stream_socket_accept' => function () {
        $server = stream_socket_server('xtcp://127.0.0.1:0');
        $GLOBALS['client'] = client_of($server);
        return [fn () => stream_socket_accept($server), null];
    },
    'xsock_accept, tls' => function () use ($certs, $file) {
        $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file]);
        $GLOBALS['client'] = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
        stream_context_set_option($GLOBALS['client'], ['ssl' => ['cafile' => $certs->ca, 'peer_name' => 'localhost']]);
        stream_set_blocking($GLOBALS['client'], false);
        for ($i = 0; $i < 1000 && !stream_socket_enable_crypto($GLOBALS['client'], true, STREAM_CRYPTO_METHOD_TLS_CLIENT); $i++) {
            readable($server, 0.01);
        }
        readable($server);
        return [fn () => xsock_accept($server, 0), $server];
    },
    'xsock_accept, tls, taken in' => function () use ($file) {
        $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file]);
        $GLOBALS['client'] = client_of($server);
        return [fn () => xsock_accept($server, 0) ?: xsock_info($server)['setting_up'], $server];
    },
    'xsock_recv_fds' => function () {
        $server = xsock_server('unix://' . scratch() . '/s.sock');
        $client = xsock_client('unix://' . stream_socket_get_name($server, false));
        $conn = xsock_accept($server, 10);
        xsock_send_fds($client, [$server, $client, $conn]);
        return [fn () => xsock_recv_fds($conn), null];
    },
    'xsock_server' => fn () => [fn () => xsock_server('tcp://127.0.0.1:0'), null],
    'xsock_server, tls' => fn () => [fn () => xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file]), null],
    'xsock_client' => function () {
        $address = 'tcp://' . stream_socket_get_name($GLOBALS['server'] = stream_socket_server('tcp://127.0.0.1:0'), false);
        return [fn () => xsock_client($address), null];
    },
    'xsock_client, tls' => function () use ($certs, $file) {
        $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file]);
        $address = 'tls://' . stream_socket_get_name($server, false);
        return [fn () => xsock_client($address, flags: STREAM_CLIENT_ASYNC_CONNECT, options: ['cafile' => $certs->ca]), null];
    },
];
foreach ($calls as $what => $prepare) {
    $enough = false;
    $first = $what === 'xsock_recv_fds' ? 65536 : 0; // it makes room for data first
    for ($bytes = $first + 32, $lost = []; $bytes < ROOM && !$enough; $bytes += $bytes < $first + 4096 ? 64 : 1024) {
        [$left, $enough] = left($prepare, $bytes);
        if ($left > 0) {
            $lost[$bytes] = $left;
        }
    }
    check("$what: nothing is left", $lost, []);
    check("$what: in the end it works", $enough);
}
done();
?>
--EXPECT--
20 checks, all right
