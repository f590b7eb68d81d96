--TEST--
xsock_writev() makes one datagram of its chunks also when the stream has a write filter
--EXTENSIONS--
xsock
--FILE--
<?php
// The chunks went through the filter one by one, and each left as a datagram of its own.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://127.0.0.1:0');
stream_set_timeout($server, 10);
$client = xsock_client('udp://' . stream_socket_get_name($server, false));
stream_filter_append($client, 'string.rot13', STREAM_FILTER_WRITE);
check('written', xsock_writev($client, ['ab', '', 'cd', str_repeat('e', 3000)]), 3004);
check('one', array_column(xsock_recv_many($server), 0), ['nopq' . str_repeat('r', 3000)]);
check('again', xsock_writev($client, ['x']), 1);
check('alone', array_column(xsock_recv_many($server), 0), ['k']);
done();
?>
--EXPECT--
4 checks, all right
