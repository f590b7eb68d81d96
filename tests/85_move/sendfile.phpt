--TEST--
sendfile: any range of a file, on tcp and unix connections, whatever the position of the file
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
$path = scratch() . '/file';
$text = random_bytes(100000);
file_put_contents($path, $text);
$file = fopen($path, 'r');
foreach (['tcp://127.0.0.1:0', 'unix://' . scratch() . '/s'] as $address) {
    [$server, $client, $conn] = trio($address);
    $scheme = strstr($address, ':', true);
    $peer = Peer::run(function (Peer $parent) use ($client) {
        while (($n = $parent->hear()) >= 0) {
            $parent->say(md5($n ? stream_get_contents($client, $n) : ''));
        }
        return stream_get_contents($client);
    }, [$conn]);
    $check = function (string $what, $sent, string $want) use ($peer, $scheme) {
        check("$scheme: $what: bytes", $sent, strlen($want));
        $peer->say(strlen($want));
        check("$scheme: $what: content", $peer->hear() === md5($want));
    };
    $check('all of it', xsock_sendfile($conn, $file), $text);
    check('the position stays', ftell($file), 0);
    check('a line', strlen((string) fgets($file)) > 0);
    $position = ftell($file);
    $check('again', xsock_sendfile($conn, $file), $text);
    check('the position stays', ftell($file), $position);
    rewind($file);
    $check('from an offset', xsock_sendfile($conn, $file, 99990), substr($text, -10));
    $check('a range', xsock_sendfile($conn, $file, 4097, 50001), substr($text, 4097, 50001));
    $check('one byte', xsock_sendfile($conn, $file, 99999, 1), $text[99999]);
    $check('nothing', xsock_sendfile($conn, $file, 5, 0), '');
    $check('nothing at the end', xsock_sendfile($conn, $file, 100000), '');
    fwrite($conn, 'written before, ');
    $check('in order with writes', xsock_sendfile($conn, $file, 0, 10) + fwrite($conn, ', behind') + 16,
        'written before, ' . substr($text, 0, 10) . ', behind');
    stream_set_write_buffer($conn, 65536);
    fwrite($conn, 'gathered, ');
    check('gathered', xsock_info($conn)['gathered'], 10);
    $check('behind what is gathered', xsock_sendfile($conn, $file, 0, 5) + 10, 'gathered, ' . substr($text, 0, 5));
    $temp = fopen('php://temp/maxmemory:0', 'w+');
    fwrite($temp, 'a temporary file');
    $check('a temporary file', xsock_sendfile($conn, $temp), 'a temporary file');
    $check('one being written', xsock_sendfile($conn, $temp, 2, 9), 'temporary');
    check("$scheme: counted", xsock_info($conn)['bytes_out'] > 200000);
    $peer->say(-1);
    fclose($conn);
    fclose($client);
    check("$scheme: nothing else", $peer->result(), '');
}
done();
?>
--EXPECT--
56 checks, all right
