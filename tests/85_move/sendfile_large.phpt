--TEST--
sendfile: more than 2 GiB, and offsets beyond 4 GiB
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); if (PHP_INT_SIZE < 8) die('skip integers have 32 bits'); ?>
--FILE--
<?php
// One sendfile(2) takes at most 2 GiB less a page.
require __DIR__ . '/../inc/checks.inc';
$path = scratch() . '/file';
$file = fopen($path, 'w+'); // sparse
$size = 5 * (1 << 30) + 7;
ftruncate($file, $size);
foreach ([(1 << 31) - 3, (1 << 32) - 3, $size - 6] as $at) {
    fseek($file, $at);
    fwrite($file, 'marker');
}
$server = xsock_server('tcp://127.0.0.1:0');
$client = xsock_client('tcp://' . stream_socket_get_name($server, false));
$conn = xsock_accept($server, 10);
foreach ([(1 << 31) - 4, (1 << 32) - 4, $size - 7] as $at) {
    check('range', xsock_sendfile($conn, $file, $at, 7), 7);
    check("at $at", fread($client, 7), "\0marker");
}
$long = (getenv('USE_ZEND_ALLOC') === '0' ? 1 << 26 : 1 << 31) + 4099; // in one call; sanitizers make the peer slow
$peer = Peer::run(function () use ($client) {
    $total = 0;
    $last = '';
    while (!feof($client)) {
        $bytes = fread($client, 1 << 20);
        $total += strlen($bytes);
        $last = substr($last . substr($bytes, -6), -6);
    }
    return [$total, $last];
}, [$conn, $server]);
fclose($client);
stream_set_timeout($conn, 20);
check('more than 2 GiB', xsock_sendfile($conn, $file, $size - $long), $long);
fclose($conn);
check('arrived', $peer->result(), [$long, 'marker']);
done();
?>
--EXPECT--
8 checks, all right
