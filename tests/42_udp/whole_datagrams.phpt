--TEST--
udp: fread returns whole datagrams up to 65,507 bytes, however large the buffers
--EXTENSIONS--
xsock
--FILE--
<?php
// Core's read buffer cuts a datagram of 20,000 bytes to 8,192, silently.
require __DIR__ . '/../inc/checks.inc';
foreach ([8192, 0, 1] as $read_buffer) {
    $server = xsock_server('udp://127.0.0.1:0', read_buffer: $read_buffer, so_rcvbuf: 1 << 20);
    $client = stream_socket_client('udp://' . stream_socket_get_name($server, false));
    foreach ([1, 8191, 8192, 8193, 20000, 65506, 65507] as $size) {
        $sent = substr(str_repeat(md5("$size"), 2048), 0, $size);
        check("$size sent", fwrite($client, $sent), $size);
        check("$size, read_buffer $read_buffer", fread($server, 65535) === $sent, true);
    }
    fwrite($client, 'one');
    fwrite($client, 'two');
    check('two are not joined', [fread($server, 65535), fread($server, 65535)], ['one', 'two']);
    fwrite($client, "line\nand more");
    check('fgets', fgets($server), "line\n");
    check('the rest of it', fread($server, 65535), 'and more');
}
done();
?>
--EXPECT--
51 checks, all right
