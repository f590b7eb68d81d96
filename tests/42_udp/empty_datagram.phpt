--TEST--
udp: an empty datagram is data, not the end
--EXTENSIONS--
xsock
--FILE--
<?php
// With core feof() is true for good after one empty datagram, and a while (!feof()) server stops serving.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://127.0.0.1:0');
$client = xsock_client('udp://' . stream_socket_get_name($server, false));
check('sent', stream_socket_sendto($client, ''), 0);
fwrite($client, 'after');
check('readable', readable($server));
check('fread', fread($server, 100), '');
check('not the end', feof($server), false);
check('meta', stream_get_meta_data($server)['eof'], false);
check('next', fread($server, 100), 'after');
stream_socket_sendto($client, '');
check('recvfrom', stream_socket_recvfrom($server, 100, 0, $peer), '');
check('its sender', $peer, stream_socket_get_name($client, false));
check('not the end either', feof($server), false);
done();
?>
--EXPECT--
9 checks, all right
