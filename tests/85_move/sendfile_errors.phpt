--TEST--
sendfile: what cannot be sent is refused with a reason, and nothing leaks
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
$path = scratch() . '/file';
file_put_contents($path, '0123456789');
$file = fopen($path, 'r');
[$server, $client, $conn] = trio();
$udp = xsock_server('udp://127.0.0.1:0');
check_throws('a listener', ValueError::class, fn() => xsock_sendfile($server, $file), '#1 ($stream) must be a connection', 'listening');
check_throws('datagrams', ValueError::class, fn() => xsock_sendfile($udp, $file), '#1 ($stream) must be a connection', 'datagram');
check_throws('a stream of core', TypeError::class, fn() => xsock_sendfile(replaced() ? stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0)[0] : $client, $file), 'made by xsock');
check_throws('no stream', TypeError::class, fn() => xsock_sendfile('x', $file));
check_throws('no file', TypeError::class, fn() => xsock_sendfile($conn, $path));
check_throws('a socket as file', ValueError::class, fn() => xsock_sendfile($conn, $client), '#2 ($file) must be a plain file', 'stream_copy_to_stream');
check_throws('ours as file', ValueError::class, fn() => xsock_sendfile($conn, $conn), '#2 ($file) must be a plain file');
check_throws('a pipe', ValueError::class, fn() => xsock_sendfile($conn, popen('true', 'r')), '#2 ($file) must be a plain file');
check_throws('a folder', ValueError::class, fn() => xsock_sendfile($conn, opendir(dirname($path))), '#2 ($file) must be a plain file');
check_throws('offset -1', ValueError::class, fn() => xsock_sendfile($conn, $file, -1), '#3 ($offset) must be greater');
check_throws('length -1', ValueError::class, fn() => xsock_sendfile($conn, $file, 0, -1), '#4 ($length) must be greater');
check_throws('beyond all files', ValueError::class, fn() => xsock_sendfile($conn, $file, 1, PHP_INT_MAX), '#4 ($length) is too large');
check('beyond the end', xsock_sendfile($conn, $file, 11), false);
check_has('said', warned(), 'ends at byte 10', 'nothing is at 11');
check('beyond the end', xsock_sendfile($conn, $file, 10, 5), false);
check_has('said', warned(), 'ends at byte 10');
check('more than there is', xsock_sendfile($conn, $file, 4, 100), 6);
check_has('said', warned(), 'ends at byte 10', '94 bytes');
check('what was there', fread($client, 100), '456789');

$filter = stream_filter_append($conn, 'string.rot13', STREAM_FILTER_WRITE);
check_throws('a write filter', ValueError::class, fn() => xsock_sendfile($conn, $file), '#1 ($stream) must not have write filters');
stream_filter_remove($filter);
$filter = stream_filter_append($file, 'string.rot13', STREAM_FILTER_READ);
check_throws('a read filter', ValueError::class, fn() => xsock_sendfile($conn, $file), '#2 ($file) must not have read filters');
stream_filter_remove($filter);
check('without them', xsock_sendfile($conn, $file), 10);
$write = fopen($path, 'a');
check_throws('a file that is only for writing', ValueError::class, fn() => xsock_sendfile($conn, $write), '#2 ($file) must be open for reading, its mode is "a"');
check('one for both', xsock_sendfile($conn, fopen($path, 'a+')), 10);

fclose($file);
check_throws('a closed file', TypeError::class, fn() => xsock_sendfile($conn, $file), 'not a valid stream resource');
$file = fopen($path, 'r');
check_no_leak('bad calls', function () use ($conn, $file) {
    try {
        xsock_sendfile($conn, $file, 20);
        xsock_sendfile($conn, STDERR, 0);
    } catch (ValueError) {
    }
});

// The peer is gone: no SIGPIPE, false as often as one asks.
fclose($client);
for ($i = 0; $i < 3; $i++) {
    @xsock_sendfile($conn, $file);
    usleep(1000);
}
check('nobody there', xsock_sendfile($conn, $file), false);
check_has('said', warned(), 'Send of 10 bytes failed');
stream_set_blocking($conn, false);
check('nobody there', @xsock_sendfile($conn, $file), false);
fclose($conn);
check_throws('closed', TypeError::class, fn() => xsock_sendfile($conn, $file), 'not a valid stream resource');
done();
?>
--EXPECT--
46 checks, all right
