--TEST--
pfsockopen and STREAM_CLIENT_PERSISTENT: the connection and what hangs off it outlive the variable
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// Buffers, timeouts and gathered bytes of a persistent stream are allocated for longer than the request.
require __DIR__ . '/../inc/checks.inc';

foreach (['xtcp' => '127.0.0.1:0', 'xunix' => scratch() . '/s'] as $scheme => $at) {
    $listener = stream_socket_server(substr($scheme, 1) . "://$at");
    $name = "$scheme://" . stream_socket_get_name($listener, false);
    $open = fn () => stream_socket_client($name, $code, $text, 5, STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT);
    $one = $open();
    check("$scheme type", get_resource_type($one), 'persistent stream');
    $peer = stream_socket_accept($listener, 5);
    fwrite($peer, "first\nsecond\n");
    check("$scheme reads", fgets($one), "first\n");
    $again = $open();
    check("$scheme the same, with its buffer", fgets($again), "second\n");
    check("$scheme no second connection", @stream_socket_accept($listener, 0), false);
    stream_set_timeout($again, 0, 20000);
    check("$scheme times out", [fread($again, 1), stream_get_meta_data($again)['timed_out']], [false, true]);
    fwrite($peer, "x\n");
    stream_filter_append($again, 'string.toupper', STREAM_FILTER_READ);
    fclose($peer);
    check("$scheme filtered", fgets($again), "X\n");
    $new = $open();
    check("$scheme a dead one is replaced", is_resource($new) && ($peer = stream_socket_accept($listener, 5)));
    fwrite($new, 'y');
    check("$scheme works", fread($peer, 1), 'y');
    $call = xsock_client(substr($name, 1), flags: STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT, write_buffer: 100);
    check("$scheme by call", get_resource_type($call), 'persistent stream');
    fwrite($call, 'kept');
    fclose($call);
}
[$server, $peer, $conn] = trio();
check('servers are not', [get_resource_type($server), get_resource_type($conn)], ['stream', 'stream']);
done();
?>
--EXPECT--
19 checks, all right
