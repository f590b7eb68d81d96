--TEST--
stream_socket_accept: peer name, timeout, blocking of the accepted stream
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// What accept hands out: a blocking stream, the peer's name; nobody there in time: false.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $listener = $s->listen();
    $client = $s->client($listener);
    $conn = $s->accept($listener, 10, $name);
    if ($s->kind === 'unix') {
        $name = ''; // core gives what happens to be in memory for a client without a name
    }
    $seen = ['peer' => $name, 'same as get_name' => $name === stream_socket_get_name($conn, true), 'blocked' => stream_get_meta_data($conn)['blocked']];
    stream_set_blocking($listener, false);
    $client2 = $s->client($listener);
    xt_until(function () use ($s, $listener, &$conn2) {
        return $conn2 = @$s->accept($listener, 0);
    });
    $seen['from a non-blocking listener'] = stream_get_meta_data($conn2)['blocked'];
    $seen['nobody'] = $s->accept($listener, 0);
    stream_set_blocking($listener, true);
    $seen['waits'] = xt_seconds(function () use ($s, $listener, &$got) {
        $got = $s->accept($listener, 0.05);
    }) >= 0.048;
    $seen['got'] = $got;
    $client->kill();
    $seen['listener usable'] = [is_object($s->client($listener)), is_resource($s->accept($listener, 20))];
    return $seen;
}, ['server']);
?>
--EXPECT--
tcp: intended: accepted-blocks, empty-accept
unix: intended: accepted-blocks, empty-accept
tls: intended: accepted-blocks, empty-accept
