--TEST--
ipv6_v6only decides whether an IPv6 listener takes IPv4
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('ipv6'); ?>
--FILE--
<?php
// With v6only two listeners can share a port number, one per family.
require __DIR__ . '/../inc/checks.inc';
$tries = 0;
do { // another process may have that port of IPv4 just now
    $six = xsock_server('tcp://[::]:0', options: ['ipv6_v6only' => true]);
    $port = port_of($six);
    $client = @stream_socket_client("tcp://127.0.0.1:$port");
    $four = @xsock_server("tcp://0.0.0.0:$port", $code, $text);
} while (($client || !$four) && ++$tries < 20);
check('on', xsock_get_option($six, 'ipv6_v6only'), true);
check('IPv4 refused', $client, false);
check('both families side by side', is_resource($four));
$both = xsock_server('tcp://[::]:0', options: ['ipv6_v6only' => false]);
check('off', xsock_get_option($both, 'ipv6_v6only'), false);
$client = stream_socket_client('tcp://127.0.0.1:' . port_of($both));
xsock_accept($both, 10, $peer);
check('IPv4 taken', $peer, stream_socket_get_name($client, false));
done();
?>
--EXPECT--
5 checks, all right
