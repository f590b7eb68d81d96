--TEST--
An error handler cannot close the stream whose write it was called for
--EXTENSIONS--
xsock
--FILE--
<?php
// fwrite() goes on with the stream after the notice; closing it in between used to be a crash. Since 8.6 PHP says what went
// wrong when fwrite() is over, and nothing goes on with the stream.
require __DIR__ . '/../inc/checks.inc';
$refused = null;
set_error_handler(function ($level, $message) use (&$conn, &$close, &$refused) {
    set_error_handler(function ($level, $message) use (&$refused) {
        $refused = $message;
        return true;
    });
    try {
        $refused = null;
        $close($conn);
    } catch (Error $e) {
        $refused = $e->getMessage();
    }
    restore_error_handler();
    return true;
});
$words = ['fclose' => 'fclose(): ', 'xsock_detach' => 'The stream cannot be closed now, a call for it is under way',
    'xsock_reset' => 'The stream cannot be closed now, a call for it is under way'];
foreach ($words as $close => $text) {
    foreach (['fwrite' => 'x', 'xsock_writev' => ['x']] as $write => $data) {
        $server = xsock_server('tcp://127.0.0.1:0');
        $client = xsock_client('tcp://' . stream_socket_get_name($server, false));
        $conn = xsock_accept($server, 10);
        stream_socket_shutdown($conn, STREAM_SHUT_WR);
        $over = $write === 'fwrite' && PHP_VERSION_ID >= 80600;
        check("$close: result of $write", $write($conn, $data), false);
        check("$close: refused in $write", str_starts_with((string) $refused, $text), !$over);
        check("$close: open behind $write", is_resource($conn), !$over);
        check("$close: closed behind $write", $over || fclose($conn));
    }
}
restore_error_handler();
done();
?>
--EXPECT--
24 checks, all right
