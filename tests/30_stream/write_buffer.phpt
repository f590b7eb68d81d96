--TEST--
write_buffer gathers small writes until it is full or flushed
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Nothing leaves before fflush or a full buffer; then everything leaves together, in order.
require __DIR__ . '/../inc/tls.inc';

foreach (['tcp', 'tls'] as $kind) {
    [$server, $peer, $conn] = trio("$kind://127.0.0.1:0", ['write_buffer' => 1000]);
    stream_set_blocking($peer, false);
    $arrived = fn (): string => readable($peer) ? (string) fread($peer, 65536) : '';
    $nothing = fn (): bool => !readable($peer, 0);

    check('in force', xsock_info($conn)['write_buffer'], 1000);
    foreach (['a', 'bc', 'def'] as $piece) {
        check("write $piece", fwrite($conn, $piece), strlen($piece));
    }
    check('nothing left yet', $nothing());
    check('fflush', fflush($conn));
    check('together', $arrived(), 'abcdef');
    check('fflush of nothing', fflush($conn));
    check('999 bytes stay', [fwrite($conn, str_repeat('x', 999)), $nothing()], [999, true]);
    check('one more goes', [fwrite($conn, 'y'), strlen($arrived())], [1, 1000]);
    check('small before large', [fwrite($conn, 'small'), $nothing()], [5, true]);
    check('large', fwrite($conn, str_repeat('L', 5000)), 5000);
    for ($got = ''; strlen($got) < 5005;) {
        $got .= $arrived();
    }
    check('in order', $got === 'small' . str_repeat('L', 5000));
    check('empty write', fwrite($conn, ''), 0);
    fwrite($conn, 'last');
    check('close', fclose($conn));
    check('nothing is lost at close', $arrived(), 'last');
    check('then the end', [fread($peer, 10), feof($peer)], ['', true]);
}

// the same on a client, and on a unix socket; by argument, not by option
$path = scratch() . '/s';
$listener = stream_socket_server("unix://$path");
$conn = xsock_client("unix://$path", write_buffer: 100);
$peer = stream_socket_accept($listener, 10);
check('client gathers', [fwrite($conn, 'one'), readable($peer, 0)], [3, false]);
check('client flushes', [fflush($conn), fread($peer, 10)], [true, 'one']);
unset($conn);
check('the end', fread($peer, 10), '');

// 0, the default: each write leaves at once
[$server, $peer, $conn] = trio();
check('default', xsock_info($conn)['write_buffer'], 0);
check('written through', [fwrite($conn, 'now'), fread($peer, 10)], [3, 'now']);

// and by stream_set_write_buffer, at any time
check('set', [stream_set_write_buffer($conn, 10), xsock_info($conn)['write_buffer']], [0, 10]);
check('gathers', [fwrite($conn, '123456789'), readable($peer, 0)], [9, false]);
check('up to 10', [fwrite($conn, '0'), fread($peer, 20)], [1, '1234567890']);
fwrite($conn, 'kept');
check('off again', [stream_set_write_buffer($conn, 0), fwrite($conn, '+'), stream_get_contents($peer, 5)], [0, 1, 'kept+']);
done();
?>
--EXPECT--
43 checks, all right
