--TEST--
IPv6 addresses stand in brackets, also in names handed back
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('ipv6'); ?>
--FILE--
<?php
// A listed name with brackets can be given to stream_socket_client() as it is.
require __DIR__ . '/../inc/checks.inc';
foreach (['tcp://[::1]:0', 'tcp://[0:0:0:0:0:0:0:1]:0', 'tcp://[::ffff:127.0.0.1]:0'] as $address) {
    $server = xsock_server($address, $code, $text);
    check("$address", is_resource($server));
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), $code, $text, 10);
    $connection = xsock_accept($server, 10, $peer);
    check("$address peer", $peer, stream_socket_get_name($client, false));
    fwrite($connection, "hello\n");
    check("$address serves", fgets($client), "hello\n");
}
$server = xsock_server('tcp://[::1]:0');
check_has('name', stream_socket_get_name($server, false), '[::1]:');
$server = xsock_server('tcp://[::ffff:127.0.0.1]:0');
check_has('mapped name is IPv4', stream_socket_get_name($server, false), '127.0.0.1:');
check('and only that', str_contains(stream_socket_get_name($server, false), 'ffff'), false);
done();
?>
--EXPECT--
12 checks, all right
