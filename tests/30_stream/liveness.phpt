--TEST--
feof and the test of a persistent stream wait for nobody and take nothing
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// They peek. Data stays, time does not pass, gathered bytes are not forgotten.
require __DIR__ . '/../inc/tls.inc';

foreach (['tcp', 'tls'] as $kind) {
    [$server, $peer, $conn] = trio("$kind://127.0.0.1:0", ['write_buffer' => 100]);
    stream_set_timeout($conn, 20);
    check('silent peer', xt_waited(20, fn () => feof($conn), $end), 'at once');
    check('open', $end, false);
    fwrite($peer, 'abc');
    readable($conn);
    for ($i = 0; $i < 100; $i++) {
        check('open with data', feof($conn), false);
    }
    check('all of it is there', fread($conn, 10), 'abc');
    check('server', xt_waited(20, fn () => feof($server), $end), 'at once');
    check('server open', $end, false);
    fwrite($conn, 'unread');
    fflush($conn);
    readable($peer);
    fclose($peer); // with input nobody read: a reset
    check('seen after a reset', xt_until(function () use ($conn, $kind): bool {
        $kind === 'tls' && fread($conn, 1); // a goodbye may lie in front of it
        return feof($conn);
    }, 5));
    check('and no waiting', xt_waited(20, fn () => fread($conn, 10)), 'at once');
}

// datagram sockets are never at their end
foreach (['udp://127.0.0.1:0', 'udg://' . scratch() . '/d'] as $at) {
    $d = xsock_server($at);
    check("$at silent", xt_waited(20, fn () => feof($d), $end), 'at once');
    check("$at open", $end, false);
}
done();
?>
--EXPECT--
218 checks, all right
