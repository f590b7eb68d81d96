--TEST--
what hangs off our streams begins with PHP's own php_netstream_data_t
--EXTENSIONS--
pcntl
ffi
xsock
--INI--
ffi.enable=1
--FILE--
<?php
// PHP's core, ext/sockets and mysqlnd read and write it through a cast. Looked at from outside, with FFI;
// in every PHP version it begins with the descriptor and the blocking flag.
require __DIR__ . '/../inc/checks.inc';

$php = FFI::cdef('
    typedef struct { int socket; char is_blocked; } netstream;
    typedef struct { const void *ops; netstream *abstract; } stream;
    int php_stream_from_persistent_id(const char *id, stream **found);
');
foreach (['xtcp' => '127.0.0.1', 'xunix' => scratch() . '/s'] as $scheme => $host) {
    $listener = stream_socket_server(substr($scheme, 1) . "://$host" . ($scheme === 'xtcp' ? ':0' : ''));
    $port = $scheme === 'xtcp' ? port_of($listener) : -1;
    $conn = pfsockopen("$scheme://$host", $port, $code, $text, 5);
    $peer = stream_socket_accept($listener, 5);
    $found = $php->new('stream *');
    check("$scheme found", $php->php_stream_from_persistent_id("pfsockopen__$scheme://$host:$port", FFI::addr($found)), 0);
    $data = $found->abstract;
    check("$scheme descriptor", $data->socket, xt_fd($conn));
    check("$scheme blocking", ord($data->is_blocked), 1);
    stream_set_blocking($conn, false);
    check("$scheme not blocking", ord($data->is_blocked), 0);
    $data->is_blocked = chr(1); // as socket_export_stream writes it
    stream_set_timeout($conn, 0, 30000);
    check("$scheme our read obeys", xt_seconds(fn () => fread($conn, 1)) >= 0.02);
    fclose($conn);
}
done();
?>
--EXPECT--
10 checks, all right
