--TEST--
a datagram is never cut by a buffer, whatever read_buffer and chunk size are
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// fread gives one datagram per call, also the largest; what a small length left of it comes next, except without a read buffer, where
// it is cut as by recv(2).
require __DIR__ . '/../inc/checks.inc';

foreach (['udp://127.0.0.1:0' => 65507, 'udg://' . scratch() . '/d' => 100000] as $at => $max) {
    foreach ([[], ['read_buffer' => 100], ['read_buffer' => 0], ['write_buffer' => 1000]] as $options) {
        $server = xsock_server($at, options: $options + (str_starts_with($at, 'udg') ? ['unix_unlink' => true] : []));
        $client = client_of($server, substr($at, 0, 3));
        stream_set_timeout($server, 5);
        foreach ([1, 100, 8192, 8193, 20000, min($max, 65507)] as $size) {
            fwrite($client, str_repeat('d', $size));
            fwrite($client, 'next');
            check("$size whole", strlen(fread($server, 65536)), $size);
            check('then the next', fread($server, 65536), 'next');
        }
        stream_set_chunk_size($server, 10);
        fwrite($client, str_repeat('c', 5000));
        check('chunk size is no limit', strlen(fread($server, 65536)), 5000);
        fwrite($client, "a line\nand more");
        fwrite($client, 'second');
        check('fgets', fgets($server), "a line\n");
        check('the rest of that datagram', fread($server, 100), 'and more');
        check('second', fread($server, 100), 'second');
        fwrite($client, 'abcdef');
        fwrite($client, 'ghi');
        check('short length', fread($server, 3), 'abc');
        if (($options['read_buffer'] ?? 1) > 0) {
            check('the rest', fread($server, 10), 'def');
        }
        check('next datagram', fread($server, 10), 'ghi');
        if (str_starts_with($at, 'udp')) {
            fwrite($client, 'who');
            check('recvfrom', stream_socket_recvfrom($server, 10, 0, $from), 'who');
            check('sendto', [stream_socket_sendto($server, 'you', 0, $from), fread($client, 10)], [3, 'you']);
            fwrite($client, 'later');
            check('fread after recvfrom and sendto', fread($server, 10), 'later');
        }
        fclose($server);
    }
}
done();
?>
--EXPECT--
162 checks, all right
