--TEST--
Gathered output that cannot go out is reported without a wrong reason
--EXTENSIONS--
xsock
--FILE--
<?php
// The warning said "in time", although the connection was closed and nothing had been waited for.
$server = xsock_server('tcp://127.0.0.1:0', write_buffer: 1000);
$client = xsock_client('tcp://' . stream_socket_get_name($server, false));
$conn = xsock_accept($server, 10);
stream_socket_shutdown($conn, STREAM_SHUT_WR);
fwrite($conn, 'lost!');
fclose($conn);
?>
--EXPECTF--
Warning: fclose(): 5 bytes of gathered output are lost, the peer did not take them in %swrite_buffer_lost.php on line %d
