--TEST--
writing to a listener fails at once, also with a write_buffer
--EXTENSIONS--
xsock
--FILE--
<?php
foreach ([0, 1000] as $size) {
    $server = xsock_server('tcp://127.0.0.1:0', write_buffer: $size);
    var_dump(@fwrite($server, 'abc'), @xsock_writev($server, ['a', 'b']), @stream_socket_sendto($server, 'x'));
    fclose($server);
}
?>
--EXPECT--
bool(false)
bool(false)
int(-1)
bool(false)
bool(false)
int(-1)
