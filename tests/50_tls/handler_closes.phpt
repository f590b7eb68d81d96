--TEST--
An error handler may close the stream, or the server, a TLS warning is about
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Each of these was a crash: a failed handshake, an unknown ssl option of the context, a renewed certificate that cannot be
// used and is noticed in the middle of accept or stream_select().
require __DIR__ . '/../inc/tls.inc';
$certs = Certs::shared();
$victim = null;
$heard = '';
set_error_handler(function (int $level, string $text) use (&$victim, &$heard): bool {
    $heard .= "$text\n";
    if (is_resource($victim)) {
        $stream = $victim;
        $victim = null;
        @fclose($stream); // refused in the middle of a set-up
    }
    return true;
});
function heard(): string
{
    [$text, $GLOBALS['heard']] = [$GLOBALS['heard'], ''];
    return $text;
}

$server = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => $certs->server()]);
$client = xsock_client('tcp://' . stream_socket_get_name($server, false));
$victim = $conn = xsock_accept($server, 10);
fwrite($client, "GET / HTTP/1.0\r\n\r\n");
check('no handshake', stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER), false);
check('closed by the handler', is_resource($conn), false);
check_has('said', heard(), 'TLS handshake');

// In the middle of set-up it cannot be closed; what the handler tries is one more warning, or an exception.
$server = xsock_server('tcp://127.0.0.1:0', context: ssl(['local_cert' => $certs->server()]));
$client = xsock_client('tcp://' . stream_socket_get_name($server, false));
$conn = xsock_accept($server, 10);
stream_context_set_option($conn, 'ssl', 'nosuch', 1);
stream_set_blocking($conn, false);
$victim = $conn;
check('begins', stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER), 0);
check('still there', is_resource($conn));
check_has('said, too', heard(), 'nosuch');

foreach (['xsock_accept', 'xsock_accept_many', 'stream_select', 'stream_socket_accept'] as $how) {
    $file = $certs->make('renewed');
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'cert_reload' => 0.001]);
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
    stream_set_blocking($client, false);
    usleep(20000);
    $certs->put('renewed', 'junk');
    $victim = $server;
    for ($i = 0; $i < 500 && is_resource($server); $i++) {
        @stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
        switch ($how) {
            case 'stream_select':
                $r = [$server];
                $none = null;
                stream_select($r, $none, $none, 0, 1000);
                check("$how runs no handler", is_resource($server));
                xsock_accept($server, 0);
                break;
            case 'stream_socket_accept':
                @stream_socket_accept($server, 0.01);
                break;
            default:
                $how($server, $how === 'xsock_accept' ? 0.01 : 5);
        }
    }
    check("$how: closed by the handler", is_resource($server), false);
    check_has("$how: said", heard(), 'changed on disk', 'old ones stay');
}
done();
?>
--EXPECTREGEX--
\d+ checks, all right
