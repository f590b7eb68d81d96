--TEST--
The stream psk_server_cb gets is of no use before accept hands it out, also when the callback has kept it
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// A script that read from such a stream in between went on with the handshake by itself. What session_new_cb, told in that read,
// did with the server (closing it, accepting) freed the connection under the read.
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';

$key = random_bytes(32);
$told = [];
$server = xsock_server('tls://127.0.0.1:0', options: ['psk_server_cb' => function ($stream, $name) use (&$early, $key) {
    $early = $stream;
    return new Openssl\Psk($key);
}, 'session_new_cb' => function ($stream) use (&$told, &$server) {
    $told[] = $stream;
    fclose($server);
}]);
$client = xsock_client('tcp://' . stream_socket_get_name($server, false), options: ['nonblock' => true, 'psk_client_cb' => fn () => new Openssl\Psk($key, 'me')]);
for ($until = hrtime(true) + 20e9; ($done = stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT)) === 0 && hrtime(true) < $until;) {
    $early ?? check('nobody yet', xsock_accept($server, 0), false) && $xs_checks--; // until the callback was asked
    usleep(1000);
}
check('the client is done', $done);
fwrite($client, "hello\n");
usleep(100000);
stream_set_blocking($early, false);
check('read', [fread($early, 100), fgets($early), feof($early)], ['', false, false]);
check('recvfrom', stream_socket_recvfrom($early, 100), false);
check('write', @fwrite($early, 'x'), false);
check('writev', (int) @xsock_writev($early, ['x']), 0);
check('close', @fclose($early), false);
warned();
check('nothing told', $told, []);
$conn = xsock_accept($server, 20);
check('that stream', $conn, $early);
check('told now', $told[0] ?? null, $conn);
stream_set_blocking($conn, true);
check('all is there', fgets($conn), "hello\n");
fwrite($conn, "welcome\n");
stream_set_blocking($client, true);
check('and the other way', fgets($client), "welcome\n");
done();
?>
--EXPECT--
11 checks, all right
