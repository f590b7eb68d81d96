--TEST--
eof means the peer ended: not a timeout, not "nothing now", not an empty datagram, not a server
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Everything that reads looks at this one flag, and nobody clears it: set wrongly once, the connection is lost to the script.
require __DIR__ . '/../inc/tls.inc';

foreach (['tcp://127.0.0.1:0', 'unix://' . scratch() . '/s', 'tls://127.0.0.1:0'] as $at) {
    [$server, $peer, $conn] = trio($at);
    $eof = fn ($c) => [feof($c), stream_get_meta_data($c)['eof']];
    stream_set_timeout($conn, 0, 20000);
    check('timeout', [fread($conn, 10), $eof($conn), stream_get_meta_data($conn)['timed_out']], [false, [false, false], true]);
    stream_set_timeout($conn, 0, 0);
    check('timeout 0', [fread($conn, 10), $eof($conn)], [false, [false, false]]);
    stream_set_timeout($conn, 5);
    stream_set_blocking($conn, false);
    check('nothing now', [fread($conn, 10), $eof($conn)], ['', [false, false]]);
    check('nothing now, a line', [fgets($conn), $eof($conn)], [false, [false, false]]);
    check('nothing now, all', [stream_get_contents($conn), $eof($conn)], ['', [false, false]]);
    stream_set_blocking($conn, true);
    fwrite($peer, 'x');
    check('data', [fread($conn, 10), $eof($conn)], ['x', [false, false]]);
    check('a server', $eof($server), [false, false]);
    check('reading from a server', [@fread($server, 10), $eof($server)], [false, [false, false]]);
    fwrite($peer, 'tail');
    fclose($peer);
    check('closed, data waiting', $eof($conn), [false, false]);
    check('tail', fread($conn, 10), 'tail');
    check('the end', [fread($conn, 10), $eof($conn)], ['', [true, true]]);
    warned();
}
$udp = xsock_server('udp://127.0.0.1:0');
$peer = client_of($udp, 'udp');
stream_set_timeout($udp, 5);
foreach (['', 'a', '', '', 'b'] as $data) {
    stream_socket_sendto($peer, $data);
}
foreach (['', 'a', '', '', 'b'] as $i => $data) {
    check("datagram $i", [fread($udp, 100), $eof($udp)], [$data, [false, false]]);
}
stream_set_blocking($udp, false);
check('no datagram', [fread($udp, 100), $eof($udp)], ['', [false, false]]);
done();
?>
--EXPECT--
39 checks, all right
