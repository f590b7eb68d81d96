--TEST--
An error handler cannot close the stream whose write it was called for
--EXTENSIONS--
xsock
--FILE--
<?php
// fwrite() goes on with the stream after the notice; closing it in between used to be a crash.
set_error_handler(function ($level, $message) use (&$conn, &$close) {
    set_error_handler(function ($level, $message) {
        echo "$message\n";
        return true;
    });
    try {
        var_dump($close($conn));
    } catch (Error $e) {
        echo $e->getMessage(), "\n";
    }
    restore_error_handler();
    return true;
});
foreach (['fclose', 'xsock_detach', 'xsock_reset'] as $close) {
    $server = xsock_server('tcp://127.0.0.1:0');
    $client = xsock_client('tcp://' . stream_socket_get_name($server, false));
    $conn = xsock_accept($server, 10);
    stream_socket_shutdown($conn, STREAM_SHUT_WR);
    var_dump(fwrite($conn, 'x'), xsock_writev($conn, ['x']), is_resource($conn), fclose($conn));
}
?>
--EXPECTF--
fclose(): %s
bool(false)
fclose(): %s
bool(false)
bool(false)
bool(false)
bool(true)
bool(true)
The stream cannot be closed now, a call for it is under way
The stream cannot be closed now, a call for it is under way
bool(false)
bool(false)
bool(true)
bool(true)
The stream cannot be closed now, a call for it is under way
The stream cannot be closed now, a call for it is under way
bool(false)
bool(false)
bool(true)
bool(true)
