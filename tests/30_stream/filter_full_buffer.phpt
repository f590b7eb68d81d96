--TEST--
A read filter's own memory right behind a full read buffer is not taken for the buffer
--EXTENSIONS--
xsock
--FILE--
<?php
// Filters read into a chunk of 8 KiB; when PHP's read buffer is exactly full, that chunk can start where it ends.
$server = xsock_server('tcp://127.0.0.1:0');
for ($held = 0; $held < 6; $held++) {
    $client = xsock_client('tcp://' . stream_socket_get_name($server, false));
    $conn = xsock_accept($server, 10);
    stream_filter_append($conn, 'string.rot13', STREAM_FILTER_READ);
    fwrite($client, str_repeat('a', 8192));
    $got = fread($conn, 100);
    $hold = [];
    for ($i = 0; $i < $held; $i++) {
        $hold[] = str_repeat('z', 8192 - 25); // two pages: fills the holes in front of the buffer
    }
    fwrite($client, str_repeat('b', 8192));
    stream_socket_shutdown($client, STREAM_SHUT_WR);
    while (!feof($conn)) {
        $got .= fread($conn, 8192);
    }
    var_dump($got === str_repeat('n', 8192) . str_repeat('o', 8192));
}
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
