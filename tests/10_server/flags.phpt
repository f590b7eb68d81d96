--TEST--
Flags: bind without listen, listen later; LISTEN is ignored on datagram transports
--EXTENSIONS--
xsock
--FILE--
<?php
// STREAM_SERVER_BIND alone is what core's udp servers must write; here both spellings work.
require __DIR__ . '/../inc/checks.inc';
foreach (['udp://127.0.0.1:0', 'udg://@xs' . getmypid()] as $address) {
    foreach ([STREAM_SERVER_BIND, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN] as $flags) {
        $socket = xsock_server($address, $code, $text, $flags);
        check("$address $flags", is_resource($socket));
        check("$address $flags text", $text, '');
        $socket = null;
    }
}
$socket = stream_socket_server('xudp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN);
check('through PHP', is_resource($socket));
$bound = xsock_server('tcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND);
check('bound only', is_resource($bound));
check_within('has a port', port_of($bound), 1, 65535);
check('does not listen', @stream_socket_client('tcp://127.0.0.1:' . port_of($bound)), false);
done();
?>
--EXPECT--
12 checks, all right
