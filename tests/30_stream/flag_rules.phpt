--TEST--
the blocking flag of the stream rules, whatever mode the descriptor has
--EXTENSIONS--
openssl
pcntl
sockets
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Another owner of the descriptor may change its mode at any time (socket_set_nonblock, a shared php://fd stream).
require __DIR__ . '/../inc/tls.inc';

foreach (['tcp', 'unix', 'tls'] as $kind) {
    $begin = function () use ($kind, &$server, &$peer, &$conn, &$copy) { // anew after a child wrote: TLS ends with it
        [$server, $peer, $conn] = trio("$kind://" . ($kind === 'unix' ? scratch() . '/s' : '127.0.0.1:0'));
        $copy = fopen('php://fd/' . xt_fd($conn), 'r+');
    };
    $begin();
    stream_set_timeout($conn, 0, 60000);
    $waits = function () use (&$conn): bool {
        return xt_seconds(fn () => fread($conn, 1)) >= 0.05;
    };

    check('blocking waits', $waits());
    stream_set_blocking($copy, false);
    check('the descriptor is non-blocking now', xt_fd_flags(xt_fd($conn)) & XT_O_NONBLOCK, XT_O_NONBLOCK);
    check('blocking still waits', $waits());
    check('and says timed_out, not eof', [stream_get_meta_data($conn)['timed_out'], feof($conn)], [true, false]);
    fwrite($peer, 'x');
    check('and reads', fread($conn, 1), 'x');
    $late = Peer::run(function (Peer $parent) use ($peer) {
        $parent->hear();
        fwrite($peer, 'late');
    });
    stream_set_timeout($conn, 20);
    $late->say();
    check('waits for data', fread($conn, 4), 'late');
    $late->result();
    $begin();
    stream_set_blocking($copy, false);
    check('blocking write takes all', strlen(str_repeat('w', 300000)) === (function () use ($conn, $peer) {
        $reader = Peer::run(fn () => strlen(stream_get_contents($peer, 300000)));
        $put = fwrite($conn, str_repeat('w', 300000));
        check('reader', $reader->result(), 300000);
        return $put;
    })());

    $begin();
    stream_set_blocking($copy, true);
    stream_set_blocking($conn, false);
    check('descriptor blocking, stream not: comes back', xt_waited(20, fn () => fread($conn, 1), $got), 'at once');
    check('with nothing', [$got, feof($conn)], ['', false]);
    check('recvfrom comes back', xt_waited(20, fn () => stream_socket_recvfrom($conn, 1)), 'at once');
    stream_set_blocking($peer, false);
    $block = str_repeat('f', 1 << 20);
    check('fwrite comes back', xt_waited(20, function () use ($conn, $block) {
        for ($i = 0; $i < 100 && fwrite($conn, $block) === 1 << 20; $i++) {
        }
        return $i;
    }, $rounds), 'at once');
    check('because it was full', $rounds < 100);

    // a server made blocking by somebody else must not hang in accept
    $socket = socket_import_stream($server);
    socket_set_block($socket);
    check('empty accept comes back', xt_waited(20, fn () => xsock_accept($server, 0), $none), 'at once');
    check('with false', $none, false);
    $accept = function () use ($server, $socket) {
        socket_set_block($socket);
        return xsock_accept($server, 0.05);
    };
    if ($kind === 'tls') {
        [$other, $taken] = tls_connect($server, trusting(Certs::shared()), accept: $accept);
    } else {
        $other = client_of($server, $kind);
        $taken = $accept();
    }
    check('accepts', is_resource($taken));
    check('accept with a timeout', xt_waited(20, function () use ($server, $socket) {
        socket_set_block($socket);
        return xsock_accept($server, 0.05);
    }, $none), 'at once');
    unset($copy, $socket);
}
done();
?>
--EXPECT--
51 checks, all right
