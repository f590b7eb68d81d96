--TEST--
gathered output that cannot go out does not keep a blocking read busy or past its timeout
--EXTENSIONS--
xsock
--FILE--
<?php
// The socket is always writable here, yet nothing can be sent: its sending side was shut down before the write.
$server = xsock_server('tcp://127.0.0.1:0', write_buffer: 1000);
$client = xsock_client('tcp://' . stream_socket_get_name($server, false));
$conn = xsock_accept($server, 10);
stream_socket_shutdown($conn, STREAM_SHUT_WR);
var_dump(fwrite($conn, 'too late'));
stream_set_timeout($conn, 0, 300000);
$used = fn () => array_sum(array_map(fn ($k) => getrusage()["ru_{$k}time.tv_sec"] * 1e6 + getrusage()["ru_{$k}time.tv_usec"], ['u', 's']));
[$start, $before] = [hrtime(true), $used()];
var_dump(fgets($conn), stream_get_meta_data($conn)['timed_out']);
var_dump(hrtime(true) - $start < 10e9, $used() - $before < 150000);
fwrite($client, "still readable\n");
var_dump(fgets($conn), @fclose($conn));
?>
--EXPECT--
int(8)
bool(false)
bool(true)
bool(true)
bool(true)
string(15) "still readable
"
bool(true)
