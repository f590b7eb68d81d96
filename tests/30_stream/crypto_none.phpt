--TEST--
stream_socket_enable_crypto(false) on a plain stream
--EXTENSIONS--
openssl
pcntl
xsock
--FILE--
<?php
// Switching off what was never on. Transports without TLS warn, and say true; PHP's tcp:// is
// one where ext/openssl is not loaded.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $seen = ['off' => @stream_socket_enable_crypto($mine, false)];
    fwrite($peer, "still plain\n");
    $seen['reads'] = fgets($mine);
    return $seen;
});
?>
--EXPECT--
tcp: intended: crypto-off
unix: equal
