--TEST--
TLS callbacks that suspend their fiber: the server stays until the last accept in progress is over
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Two fibers are in the middle of an accept, each in its session_new_cb. When the one that began first was done the server could be
// closed, and the other one went on with memory that was freed: a crash.
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';

$certs = Certs::shared();
$told = 0;
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server(), 'session_new_cb' => function () use (&$told) {
    $told++;
    Fiber::suspend('told');
}, 'num_tickets' => 1]);
$ways = [
    'xsock_accept' => fn ($server) => xsock_accept($server, 0),
    'xsock_accept_many' => fn ($server) => xsock_accept_many($server)[0] ?? false,
    'stream_socket_accept' => fn ($server) => @stream_socket_accept($server, 0),
];
foreach ($ways as $name => $accept) {
    $fibers = $clients = [];
    for ($i = 0; $i < 2; $i++) {
        $clients[$i] = stream_socket_client('tcp://' . stream_socket_get_name($server, false), context: trusting($certs));
        stream_set_blocking($clients[$i], false);
        $fibers[$i] = new Fiber(function () use ($server, $accept) {
            while (!$connection = $accept($server)) {
                Fiber::suspend('nobody');
            }
            return $connection;
        });
        $state = $fibers[$i]->start();
        for ($until = hrtime(true) + 20e9; $state === 'nobody' && hrtime(true) < $until; usleep(1000)) {
            stream_socket_enable_crypto($clients[$i], true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
            $state = $fibers[$i]->resume();
        }
        check("$name: client $i is told of", $state, 'told');
    }
    $needed = $name === 'xsock_accept_many'; // the others have done with it by then
    $fibers[0]->resume();
    if ($needed) {
        check("$name: closed", fclose($server), false);
        check("$name: said so", warned() !== '');
    }
    $fibers[1]->resume();
    foreach ($fibers as $i => $fiber) {
        check("$name: connection $i", fwrite($fiber->getReturn(), "hello\n"), 6);
        stream_set_blocking($clients[$i], true);
        check("$name: client $i", fgets($clients[$i]), "hello\n");
    }
}
check('told', $told, 6);
check('closed at last', fclose($server));
done();
?>
--EXPECT--
22 checks, all right
