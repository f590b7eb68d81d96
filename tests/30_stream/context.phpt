--TEST--
the stream context: its options are seen on listener and accepted streams
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// An accepted stream shares the listener's context; without one it has none of its own.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $context = stream_context_create(['socket' => ['backlog' => 8]]);
    $listener = $s->listen($context);
    $client = $s->client($listener);
    $conn = $s->accept($listener);
    $seen = [
        'listener' => stream_context_get_options($listener),
        'accepted' => stream_context_get_options($conn),
        'set on accepted' => stream_context_set_option($conn, 'socket', 'x_mark', 1),
        'seen on listener' => stream_context_get_options($listener),
        'seen in context' => stream_context_get_options($context),
        'accepted closes' => fclose($conn),
        'context lives' => stream_context_get_options($context),
    ];
    $bare = $s->listen();
    $client2 = $s->client($bare);
    $conn = $s->accept($bare);
    $seen['without'] = stream_context_get_options($conn);
    $seen['listener closed first'] = [fclose($listener), stream_context_get_options($conn)];
    return $seen;
}, ['server']);
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
