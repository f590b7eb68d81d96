--TEST--
odd timeouts: none, less than a millisecond, huge, negative; each call starts anew
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// PHP's own conversion rounds down to milliseconds and takes anything huge for no limit at all.
require __DIR__ . '/../inc/tls.inc';

foreach (['tcp', 'unix', 'tls'] as $kind) {
    $begin = function () use ($kind, &$server, &$peer, &$conn) { // anew after a child wrote: TLS ends with it
        [$server, $peer, $conn] = trio("$kind://" . ($kind === 'unix' ? scratch() . '/s' : '127.0.0.1:0'));
    };
    $begin();
    $read = function (string $what) use (&$conn): void {
        check("$what comes back", xt_waited(10, fn () => fread($conn, 10), $got), 'at once');
        check("$what", [$got, stream_get_meta_data($conn)['timed_out'], feof($conn)], [false, true, false]);
    };
    stream_set_timeout($conn, 0, 0);
    $read('0');
    stream_set_timeout($conn, 0, 1);
    $read('1 microsecond');
    stream_set_timeout($conn, 0, 999);
    $read('999 microseconds');
    stream_set_timeout($conn, 0, 1500);
    $waits = max(array_map(fn () => xt_seconds(fn () => fread($conn, 10)), range(1, 5))); // the kernel's clock may lag by a tick
    check('1.5 ms is not cut to 1', $waits >= 0.00145);
    $long = PHP_INT_SIZE > 4 ? [1 << 40, 86400 * 365 * 100] : [1 << 30, PHP_INT_MAX - 1];
    foreach ([[PHP_INT_MAX, 0], [-1, 0], [$long[0], 0], [$long[1], 999999], [2, 5000000]] as [$sec, $usec]) {
        check("set $sec", stream_set_timeout($conn, $sec, $usec));
        fwrite($peer, 'x');
        check("data with $sec", fread($conn, 10), 'x');
        $late = Peer::run(function (Peer $parent) use ($peer) {
            $parent->hear();
            usleep(20000);
            fwrite($peer, 'late');
        });
        $late->say();
        check("waits with $sec", [fread($conn, 10), stream_get_meta_data($conn)['timed_out']], ['late', false]);
        $late->result();
        $begin();
    }
    // The write side: a timeout of 0 gives what fits, at once.
    stream_set_timeout($conn, 0, 0);
    check('write', xt_waited(10, fn () => fwrite($conn, str_repeat('w', 32 << 20)), $put), 'at once');
    check('part', is_int($put) && $put > 0 && $put < 32 << 20);
}
ini_set('default_socket_timeout', '0');
[$server, $peer, $conn] = trio();
check('default_socket_timeout is the default', xt_waited(10, fn () => fread($conn, 1)), 'at once');
done();
?>
--EXPECT--
73 checks, all right
