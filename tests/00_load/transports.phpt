--TEST--
PHP knows the transports xtcp, xudp, xunix and xudg
--EXTENSIONS--
xsock
--FILE--
<?php
// stream_socket_server('xtcp://…') in a program that cannot call xsock_server() gets the same sockets.
require __DIR__ . '/../inc/checks.inc';
foreach (['xtcp', 'xudp', 'xunix', 'xudg'] as $name) {
    check($name, in_array($name, stream_get_transports(), true));
}
$server = stream_socket_server('xtcp://127.0.0.1:0', $code, $text);
check('xtcp is ours', xsock_info($server)['transport'], 'tcp');
check('type', stream_get_meta_data($server)['stream_type'], stream_get_meta_data(xsock_server('tcp://127.0.0.1:0'))['stream_type']);
$client = stream_socket_client('xtcp://' . stream_socket_get_name($server, false), $code, $text, 10);
$connection = stream_socket_accept($server, 10, $peer);
check('peer name', $peer, stream_socket_get_name($client, false));
fwrite($client, "hello\n");
check('through both', fgets($connection), "hello\n");
check('core keeps its own', in_array('tcp', stream_get_transports(), true));
if (replaced()) {
    check('tcp:// is ours, as asked', xsock_info(stream_socket_server('tcp://127.0.0.1:0'))['transport'], 'tcp');
} else {
    check_throws('tcp:// stays core\'s', TypeError::class, fn() => xsock_info(stream_socket_server('tcp://127.0.0.1:0')));
}
foreach (['tcp' => 'xtcp', 'udp' => 'xudp'] as $plain => $x) {
    check("both spellings of $plain", xsock_info(xsock_server("$x://127.0.0.1:0"))['transport'], $plain);
}
done();
?>
--EXPECT--
12 checks, all right
