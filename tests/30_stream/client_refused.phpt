--TEST--
connecting where nobody listens: false, the errno, a warning
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The script learns the reason: refused, or no such file.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $gone = $s->listen();
    $address = $s->addressOf($gone);
    fclose($gone);
    if ($s->kind === 'unix') {
        @unlink($address);
    }
    $conn = $s->via === 'call'
        ? xsock_client("$s->kind://$address", $code, $message, 5)
        : stream_socket_client($s->scheme() . "://$address", $code, $message, 5);
    return ['conn' => $conn, 'code' => $code, 'message' => $message];
}, ['client']);
?>
--EXPECT--
tcp: intended: error-text
unix: intended: error-text
tls: intended: error-text
