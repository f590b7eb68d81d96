--TEST--
stream_copy_to_stream: files and connections, whoever moves the bytes
--EXTENSIONS--
xsock
--FILE--
<?php
// From PHP 8.6 on the kernel moves them between plain streams (sendfile, splice); before, and on TLS, PHP reads and writes.
require __DIR__ . '/../inc/checks.inc';
$path = scratch() . '/file';
$text = str_repeat('0123456789abcdef', 1 << 18); // 4 MiB
file_put_contents($path, $text);
$by_kernel = PHP_VERSION_ID >= 80600;

[$server, $client, $conn] = trio();
$peer = Peer::run(fn() => md5(stream_get_contents($client)), [$conn]);
stream_set_write_buffer($conn, 100);
fwrite($conn, 'gathered, ');
$file = fopen($path, 'r');
fseek($file, 16);
check('from the position of the file', stream_copy_to_stream($file, $conn), strlen($text) - 16);
check('the position moved', ftell($file), strlen($text));
check('the kernel did it', xsock_info($conn)['bytes_out'] < 1 << 20, $by_kernel);
rewind($file);
check('a range', stream_copy_to_stream($file, $conn, 1000, 5), 1000);
fwrite($conn, ' behind');
fclose($conn);
fclose($client);
check('in order', $peer->result(), md5('gathered, ' . substr($text, 16) . substr($text, 5, 1000) . ' behind'));

// A connection as the source: what was read ahead comes first.
[$server, $client, $conn] = trio();
$peer = Peer::run(function () use ($client, $text) {
    fwrite($client, "line\n$text");
}, [$conn]);
fclose($client);
check('a line', fgets($conn), "line\n");
$copy = fopen("$path.copy", 'w');
check('the rest', stream_copy_to_stream($conn, $copy), strlen($text));
check('content', md5_file("$path.copy"), md5($text));
$peer->result();

// Non-blocking, and a stream with a filter.
[$server, $client, $conn] = trio('tcp://127.0.0.1:0', ['so_sndbuf' => 65536]);
stream_set_blocking($conn, false);
rewind($file);
$start = hrtime(true);
$sent = @stream_copy_to_stream($file, $conn);
check('a non-blocking stream takes what fits', $by_kernel ? $sent > 0 && $sent < strlen($text) : $sent, $by_kernel);
check_within('at once', (hrtime(true) - $start) / 1e9, 0, 5);
[$server, $client, $conn] = trio();
stream_filter_append($conn, 'string.rot13', STREAM_FILTER_WRITE);
rewind($file);
check('through a filter', stream_copy_to_stream($file, $conn, 16, 10), 16);
check('changed', stream_get_contents($client, 16), 'nopqrs0123456789');
done();
?>
--EXPECT--
12 checks, all right
