--TEST--
stream_socket_recvfrom keeps to the timeout and the mode of the stream
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// PHP's own waits for ever, whatever stream_set_timeout said.
require __DIR__ . '/../inc/tls.inc';

foreach (['tcp://127.0.0.1:0', 'unix://' . scratch() . '/s', 'tls://127.0.0.1:0'] as $at) {
    [$server, $peer, $conn] = trio($at);
    stream_set_timeout($conn, 0, 30000);
    foreach ([0, STREAM_PEEK] as $flags) {
        check('waits so long', xt_seconds(fn () => stream_socket_recvfrom($conn, 10, $flags), $got) >= 0.02);
        check('nothing, timed out, not the end', [$got ?: '', stream_get_meta_data($conn)['timed_out'], feof($conn)], ['', true, false]);
    }
    fwrite($peer, "one\ntwo\nthree");
    check('line', fgets($conn), "one\n");
    check('peek at what is buffered', stream_socket_recvfrom($conn, 2, STREAM_PEEK), 'tw');
    check('and again, all of it', stream_socket_recvfrom($conn, 100, STREAM_PEEK), "two\nthree");
    check('take', stream_socket_recvfrom($conn, 4), "two\n");
    check('take the rest', stream_socket_recvfrom($conn, 100), 'three');
    check('unread', stream_get_meta_data($conn)['unread_bytes'], 0);
    fwrite($peer, 'four');
    check('from the network', stream_socket_recvfrom($conn, 100), 'four');
    fwrite($peer, "five\nsix");
    check('and fgets again', fgets($conn), "five\n");
    fclose($peer);
    check('before the end', stream_socket_recvfrom($conn, 100), 'six');
    check('at the end', [stream_socket_recvfrom($conn, 100), feof($conn)], ['', true]);
}
// Nor does it wait where nothing can ever come: it did so for the whole timeout.
$conn = xsock_client('tcp://127.0.0.1:1', flags: 0);
check('never connected', xt_waited(20, fn () => stream_socket_recvfrom($conn, 10), $got), 'at once');
check('false', $got, false);
done();
?>
--EXPECT--
44 checks, all right
