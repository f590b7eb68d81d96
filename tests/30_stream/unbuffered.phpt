--TEST--
read_buffer 0: each fread is one receive of the size asked; fgets still reads lines
--EXTENSIONS--
pcntl
sockets
xsock
--FILE--
<?php
// Without read-ahead nothing is taken from the kernel that the script did not ask for: another process may go on reading.
require __DIR__ . '/../inc/checks.inc';

[$server, $peer, $conn] = trio('tcp://127.0.0.1:0', ['read_buffer' => 0]);
check('in force', xsock_info($conn)['read_buffer'], 0);
fwrite($peer, "0123456789abcdef\n");
check('fread 4', fread($conn, 4), '0123');
check('nothing is buffered', stream_get_meta_data($conn)['unread_bytes'], 0);
$socket = socket_import_stream($conn);
check('the kernel has the rest', [socket_recv($socket, $rest, 100, MSG_PEEK), $rest], [13, "456789abcdef\n"]);
check('fgetc', fgetc($conn), '4');
check('fgets', fgets($conn), "56789abcdef\n");
fwrite($peer, str_repeat('x', 30000));
check('large', strlen(fread($conn, 30000)), 30000);
fwrite($peer, "two\nlines\n");
check('lines', [fgets($conn), fgets($conn)], ["two\n", "lines\n"]);

// stream_set_read_buffer(0) does the same later on; what was read ahead is not lost.
[$server, $peer, $conn] = trio();
fwrite($peer, "line\nahead\n");
check('fgets', fgets($conn), "line\n");
check('set', stream_set_read_buffer($conn, 0), 0);
fwrite($peer, "new\n");
check('what was read ahead comes first', fread($conn, 3), 'ahe');
check('then the rest of it', fgets($conn), "ad\n");
check('new', fgets($conn), "new\n");
fwrite($peer, 'abcd');
check('part', fread($conn, 2), 'ab');
check('not read ahead any more', stream_get_meta_data($conn)['unread_bytes'], 0);
done();
?>
--EXPECT--
15 checks, all right
