--TEST--
xsock_accept_many(): what psk_server_cb throws takes no connections along that were accepted before in the same call
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The call went on to the next client, whose callback threw: the list with those accepted was gone, and they were closed. Here the
// next one comes while the first is told of.
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';

$key = random_bytes(32);
/* A client that has said hello. */
function client(string $name)
{
    global $server, $key;
    $client = xsock_client('tcp://' . stream_socket_get_name($server, false), options: ['nonblock' => true, 'psk_client_cb' => fn () => new Openssl\Psk($key, $name)]);
    check("$name says hello", stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT), 0);
    return $client;
}
$server = xsock_server('tls://127.0.0.1:0', options: ['psk_server_cb' => function ($stream, $name) use ($key) {
    return $name === 'bad' ? throw new DomainException('bad') : new Openssl\Psk($key);
}, 'session_new_cb' => function () use (&$bad) {
    $bad ??= client('bad');
}]);
$good = client('good');
for ($until = hrtime(true) + 20e9; stream_socket_enable_crypto($good, true, STREAM_CRYPTO_METHOD_TLS_CLIENT) === 0 && hrtime(true) < $until;) {
    check('not yet', xsock_accept_many($server, 10, 0), []) && $xs_checks--;
    usleep(1000);
}
$accepted = xsock_accept_many($server, 10, 20);
check('the good one', count($accepted), 1);
check_throws('the bad one', DomainException::class, fn () => xsock_accept_many($server, 10, 20), 'bad');
fwrite($accepted[0], "hello\n");
stream_set_blocking($good, true);
check('it lives', fgets($good), "hello\n");
done();
?>
--EXPECT--
6 checks, all right
