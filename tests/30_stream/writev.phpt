--TEST--
xsock_writev: one system call for many pieces, all of them, in order
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Headers and body without joining them; blocking takes all, non-blocking says how much; more than 1,024 pieces work.
require __DIR__ . '/../inc/tls.inc';

foreach (['tcp', 'tls'] as $kind) {
    [$server, $peer, $conn] = trio("$kind://127.0.0.1:0");
    check('three', [xsock_writev($conn, ['one', 'two', 'three']), fread($peer, 100)], [11, 'onetwothree']);
    check('empty pieces', [xsock_writev($conn, ['', 'a', '', 'b', '']), fread($peer, 100)], [2, 'ab']);
    check('nothing', [xsock_writev($conn, []), xsock_writev($conn, ['', ''])], [0, 0]);
    check('keys do not matter', [xsock_writev($conn, ['x' => 'k', 7 => 'l']), fread($peer, 100)], [2, 'kl']);
    check('3,000 pieces', xsock_writev($conn, array_map(fn ($i) => "$i,", range(1, 3000))), 13893);
    check('in order', stream_get_contents($peer, 13893), implode(',', range(1, 3000)) . ',');
    $reader = Peer::run(fn () => md5(stream_get_contents($peer, 4 << 20)));
    check('4 MB, blocking', xsock_writev($conn, array_fill(0, 64, str_repeat('m', 65536))), 4 << 20);
    check('all of it', $reader->result(), md5(str_repeat('m', 4 << 20)));
    [$server, $peer, $conn] = trio("$kind://127.0.0.1:0"); // anew: TLS ends with the child that read
    if ($kind === 'tcp') { // TLS has sent what it took when it was asked once more: write_short.phpt
        stream_set_blocking($conn, false);
        $put = xsock_writev($conn, array_fill(0, 640, str_repeat('n', 65536)));
        check('non-blocking: part', $put > 0 && $put < 640 * 65536);
        while ($more = xsock_writev($conn, ['x'])) { // the kernel may have made room since
            $put += $more;
        }
        check('non-blocking: full', $more, 0);
        check('that much arrives', strlen(stream_get_contents($peer, $put)), $put);
    }
    check_throws('a piece that is no string', TypeError::class, fn () => xsock_writev($conn, ['a', []]));
    check('and nothing of it went out', readable($peer, 0), false);
    [$server, $peer, $conn] = trio("$kind://127.0.0.1:0", ['write_buffer' => 1000]);
    check('gathered', [fwrite($conn, 'first '), xsock_writev($conn, ['then ', 'more']), fflush($conn), fread($peer, 100)], [6, 9, true, 'first then more']);
    fclose($peer);
    check('a dead peer', xt_until(fn () => @xsock_writev($conn, [str_repeat('x', 2000)]) === false, 10));
    warned();
}
done();
?>
--EXPECT--
27 checks, all right
