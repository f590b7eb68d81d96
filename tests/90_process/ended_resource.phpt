--TEST--
xsock_detach() and xsock_reset() end the stream but not the script's variable
--EXTENSIONS--
xsock
--FILE--
<?php
foreach (['xsock_detach', 'xsock_reset'] as $end) {
    $held = [];
    for ($i = 0; $i < 3; $i++) {
        $server = xsock_server('tcp://127.0.0.1:0');
        $client = xsock_client('tcp://' . stream_socket_get_name($server, false));
        $conn = xsock_accept($server, 10);
        $copy = $conn;
        $end($conn);
        $held[] = [gettype($conn), gettype($copy), gettype($client), gettype($server)];
        unset($conn, $copy); // each variable gives up a reference it really has
    }
    $conn = fopen('php://memory', 'r');
    echo $end, ' ', json_encode(array_unique($held, SORT_REGULAR)), ' ', gettype($conn), "\n";
}
?>
--EXPECT--
xsock_detach [["resource (closed)","resource (closed)","resource","resource"]] resource
xsock_reset [["resource (closed)","resource (closed)","resource","resource"]] resource
