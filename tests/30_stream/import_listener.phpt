--TEST--
socket_import_stream on a listener: socket_accept works beside our accept
--EXTENSIONS--
pcntl
sockets
xsock
--FILE--
<?php
// Workerman imports the listener to set options; accepting through either side gives working connections.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix'], function (Side $s): array {
    $listener = $s->listen();
    $socket = socket_import_stream($listener);
    $address = "$s->kind://" . $s->addressOf($listener);
    $one = stream_socket_client($address);
    $two = stream_socket_client($address);
    $accepted = socket_accept($socket);
    $seen = ['class' => $accepted::class];
    fwrite($one, 'to the socket');
    $seen['recv'] = [socket_recv($accepted, $got, 100, 0), $got];
    $conn = $s->accept($listener);
    fwrite($two, 'to the stream');
    $seen['fread'] = fread($conn, 100);
    $seen['set_block'] = socket_set_block($socket);
    $seen['empty accept comes back'] = @$s->accept($listener, 0);
    return $seen;
}, ['server']);
?>
--EXPECT--
tcp: equal
unix: equal
