--TEST--
STREAM_CLIENT_ASYNC_CONNECT: writable when connected
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The connection may still be under way; a writable stream is connected and works. On TLS core waits for the handshake all the
// same, ours does it with the first read or write.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$address, $server] = $s->server(function ($listener) {
        $conn = stream_socket_accept($listener, 20);
        fwrite($conn, 'answer to ' . fgets($conn));
        return fgets($conn);
    });
    $conn = $s->connect($address, STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT);
    $seen = ['stream' => is_resource($conn)];
    $r = $e = null;
    $w = [$conn];
    $seen['writable'] = stream_select($r, $w, $e, 10);
    $seen['name'] = stream_socket_get_name($conn, true) === $address;
    $seen['write'] = [fwrite($conn, "x\n"), fgets($conn)];
    $seen['close'] = fclose($conn);
    $seen['peer'] = $server->result();
    // A server that accepts and says nothing: on TLS there is a handshake to wait for.
    $silent = stream_socket_server($s->kind === 'unix' ? 'unix://' . $s->freshAddress() : 'tcp://127.0.0.1:0');
    $seen['silent'] = xt_waited(2, fn () => @$s->connect(stream_socket_get_name($silent, false),
        STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT, stream_context_create(), 2), $conn);
    $seen['silent stream'] = is_resource($conn);
    return $seen;
}, ['client']);
?>
--EXPECT--
tcp: equal
unix: equal
tls: intended: tls-async
