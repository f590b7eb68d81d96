--TEST--
xsock_detach() says so when gathered output cannot go out
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0', options: ['nonblock' => true], write_buffer: 100000);
$client = xsock_client('tcp://' . stream_socket_get_name($server, false));
$conn = xsock_accept($server, 10);
until_full($conn, fn () => fwrite($conn, str_repeat('x', 65536)) === 65536); // the kernel and the write buffer: nobody reads
$gathered = xsock_info($conn)['gathered'];
var_dump($gathered > 0);
set_error_handler(function ($level, $message) {
    // how many depends on what the kernel took in the meantime
    echo preg_replace('~[1-9]\d* bytes~', 'some bytes', $message), "\n";
});
var_dump(xsock_detach($conn), is_resource($conn));
?>
--EXPECT--
bool(true)
xsock_detach(): some bytes of gathered output are lost, the peer did not take them
bool(true)
bool(false)
