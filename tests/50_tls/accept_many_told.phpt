--TEST--
What session_new_cb, early_data_cb or an error handler throws takes no connections along that were accepted before in the same call
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The exception took the place of the list: those accepted before it were closed. Now it comes out of the next accept, and so does
// what an error handler makes of the warning that a renewed certificate cannot be used.
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';

$certs = Certs::shared();
/* $n clients that are done, but nobody has accepted them. */
function clients($server, int $n, array $options = []): array
{
    $clients = [];
    for ($i = 0; $i < $n; $i++) {
        $clients[$i] = xsock_client('tcp://' . stream_socket_get_name($server, false), options: ['nonblock' => true, 'verify_peer' => false] + $options);
    }
    $results = array_fill(0, $n, 0);
    for ($until = hrtime(true) + 20e9; in_array(0, $results, true) && hrtime(true) < $until;) {
        readable($server, 0.01);
        foreach ($clients as $i => $client) {
            $results[$i] = $results[$i] ?: stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
        }
    }
    for (; xsock_info($server)['setting_up'] && hrtime(true) < $until;) {
        readable($server, 0.01);
    }
    check('clients are done', $results, array_fill(0, $n, true));
    return $clients;
}
/* Each of the connections says a line to its client: how many are heard. */
function heard(array $connections, array $clients): int
{
    foreach ($connections as $i => $connection) {
        fwrite($connection, "hello $i\n");
    }
    $heard = 0;
    foreach ($clients as $client) {
        stream_set_blocking($client, true);
        $heard += str_starts_with((string) fgets($client), 'hello');
    }
    return $heard;
}

$told = 0;
$third = 0;
$throws = function () use (&$told, &$third) {
    ++$told === $third && throw new DomainException("number $third");
};
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server(), 'num_tickets' => 1, 'session_new_cb' => $throws]);
foreach ([1, 3] as $third) {
    $told = 0;
    $clients = clients($server, 5);
    if ($third === 1) {
        check_throws('the first of a call', DomainException::class, fn () => xsock_accept_many($server), 'number 1');
        $accepted = xsock_accept_many($server);
    } else {
        $accepted = xsock_accept_many($server, peer_names: $names);
        check('before the third one', [count($accepted), count($names)], [2, 2]);
        check_throws('the third one', DomainException::class, fn () => xsock_accept_many($server), 'number 3');
        array_push($accepted, ...xsock_accept_many($server));
    }
    check('accepted', count($accepted), 4);
    check('told', $told, 5);
    check('heard', heard($accepted, $clients), 4);
}
// It comes out of whatever accepts next.
foreach ([fn () => xsock_accept($server, 0), fn () => stream_socket_accept($server, 0)] as $accept) {
    [$told, $third] = [0, 2];
    $clients = clients($server, 2);
    check('one', count($accepted = xsock_accept_many($server)), 1);
    check_throws('another accept', DomainException::class, $accept, 'number 2');
    check('then nobody', xsock_accept_many($server), []);
}
// Of a server that is closed before, out of nothing.
[$told, $third] = [0, 2];
$clients = clients($server, 2);
check('one', count($accepted = xsock_accept_many($server)), 1);
check('closed', fclose($server));
check('heard', heard($accepted, $clients), 1);

// Early data.
$session = null;
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server(), 'num_tickets' => 8, 'early_data_cb' => function ($stream, $data) {
    $data === 'bad' && throw new DomainException($data);
}]);
$sessions = [];
$keep = ['session_new_cb' => function ($stream, $session) use (&$sessions) {
    $sessions[] = $session;
}];
$clients = clients($server, 1, $keep);
check('heard', heard(xsock_accept_many($server), $clients), 1);
$clients = [];
foreach (['good', 'bad'] as $i => $data) {
    array_push($clients, ...clients($server, 1, ['session_data' => $sessions[$i], 'early_data' => $data]));
}
check('the good one', count($accepted = xsock_accept_many($server)), 1);
check_throws('the bad one', DomainException::class, fn () => xsock_accept_many($server), 'bad');
check('heard', heard($accepted, $clients), 1);

// The warning.
$file = $certs->make('renewed');
foreach (['xsock_accept' => [10], 'xsock_accept_many' => [10, 10], 'stream_socket_accept' => [10]] as $accept => $arguments) {
    $certs->make('renewed');
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'cert_reload' => 0.001]);
    usleep(20000);
    $certs->put('renewed', 'junk');
    $clients = clients($server, 1);
    set_error_handler(fn ($level, $text) => throw new ErrorException($text));
    $accepted = (array) $accept($server, ...$arguments);
    check("$accept: accepted", count($accepted), 1);
    check_throws("$accept: the warning", ErrorException::class, fn () => $accept($server, ...$arguments), 'cannot be used');
    restore_error_handler();
    check("$accept: heard", heard($accepted, $clients), 1);
}
done();
?>
--EXPECT--
50 checks, all right
