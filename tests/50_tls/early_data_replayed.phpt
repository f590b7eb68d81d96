--TEST--
early_data_cb gets nothing of a client's first packet that somebody sends again: only what a whole handshake follows
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
// Sessions of a server with early data are good for one connection each, keys of psk_server_cb for any number. Who listens on the
// way can send a client's first packet again, but not go on with the handshake. stream_socket_enable_crypto() on a non-blocking
// stream told the callback as soon as the bytes had come.
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';

$certs = new Certs();
$heard = [];
$options = ['early_data_cb' => function ($stream, string $data) use (&$heard) {
    $heard[] = $data;
}];
$suite = ['-tls1_3', '-ciphersuites', 'TLS_AES_128_GCM_SHA256'];

// s_client sends early data with a key known beforehand only when it has that key as a session.
$file = "$certs->dir/session.pem";
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server()] + $options);
[$client] = program(['openssl', 's_client', '-connect', stream_socket_get_name($server, false), '-sess_out', $file, ...$suite], '', true);
$conn = xsock_accept($server, 20);
fwrite($conn, "hello\n");
for ($i = 0; $i < 2000 && !str_contains((string) @file_get_contents($file), '-----END'); $i++) {
    usleep(10000);
}
fclose($conn);
proc_terminate($client);
$text = ended(program(['openssl', 'sess_id', '-in', $file, '-noout', '-text']));
check('a session', preg_match('/Resumption PSK: ([0-9A-F]+)/', $text, $found), 1);
$key = hex2bin($found[1]);
$certs->put('early', "PAY 100\n");

$server = xsock_server('tcp://127.0.0.1:0', options: $options + ['psk_server_cb' => fn ($stream, $name) => $name === 'me' ? new Openssl\Psk($key) : null]);
/* The connection is served as event loops do it, until its client has said so much, or the handshake is over. */
function serve($client)
{
    global $server;
    $conn = xsock_accept($server, 20);
    stream_set_blocking($conn, false);
    for ($i = 0; $i < 200 && ($done = stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER)) === 0; $i++) {
        $client($conn);
        usleep(1000);
    }
    return [$done, $conn];
}
$proxy = stream_socket_server('tcp://127.0.0.1:0');
[$client] = program(['openssl', 's_client', '-connect', stream_socket_get_name($proxy, false), '-psk_session', $file, '-psk_identity', 'me', '-early_data', "$certs->dir/early.pem", ...$suite], '', true);
$near = stream_socket_accept($proxy, 20);
$far = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
stream_set_blocking($near, false);
stream_set_blocking($far, false);
for ($first = '', $i = 0; $i < 2000 && substr_count($first, "\x17\x03\x03") < 1; $i++) { // the early data behind the greeting
    $first .= fread($near, 65536);
    usleep(1000);
}
fwrite($far, $first);
[$done] = serve(function () use ($near, $far) {
    fwrite($near, (string) fread($far, 65536));
    fwrite($far, (string) fread($near, 65536));
});
check('the client', [$done, $heard], [true, ["PAY 100\n"]]);
$again = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
fwrite($again, $first);
[$done, $conn] = serve(fn ($conn) => check('read', (string) fread($conn, 100), '') && $GLOBALS['xs_checks']--);
check('sent again', [$done, $heard], [0, ["PAY 100\n"]]);
proc_terminate($client);
done();
?>
--EXPECT--
3 checks, all right
