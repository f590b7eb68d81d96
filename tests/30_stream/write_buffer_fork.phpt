--TEST--
after a fork only the owner sends gathered bytes
--EXTENSIONS--
openssl
pcntl
sockets
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Parent and child both have the stream and its gathered bytes. They leave once, whatever the child does with its copy.
require __DIR__ . '/../inc/tls.inc';

$server = xsock_server('tcp://127.0.0.1:0', $code, $text, write_buffer: 1000);
$in_child = [
    'exits' => fn ($conn) => null,
    'closes' => fn ($conn) => fclose($conn),
    'flushes' => fn ($conn) => fflush($conn),
    'selects' => function ($conn) {
        $r = [$conn];
        stream_select($r, $w, $e, 0);
    },
    'reads' => function ($conn) {
        stream_set_blocking($conn, false);
        fread($conn, 10);
    },
    'detaches' => fn ($conn) => xsock_detach($conn),
    'casts' => fn ($conn) => socket_import_stream($conn),
];
foreach (['tcp', 'tls'] as $kind) {
    foreach ($in_child as $what => $act) {
        if ($kind === 'tls' && $what === 'casts') {
            continue; // refused on TLS
        }
        [, $peer, $conn] = trio("$kind://127.0.0.1:0", ['write_buffer' => 1000]);
        fwrite($conn, 'once');
        $child = Peer::run(function () use ($act, $conn) {
            $act($conn);
        });
        $child->result();
        check("$kind, child $what: nothing was sent", readable($peer, 0), false);
        check("$kind, child $what: parent goes on", fwrite($conn, '+more'), 5);
        fclose($conn);
        check("$kind, child $what: once", stream_get_contents($peer), 'once+more');
    }
}

// A child that writes sends its own bytes, not the parent's.
foreach (['fwrite' => fn ($conn) => [fwrite($conn, '[child]'), fflush($conn)], 'large fwrite' => fn ($conn) => fwrite($conn, str_pad('[child]', 3000, '.')),
    'xsock_writev' => fn ($conn) => [xsock_writev($conn, ['[chi', 'ld]']), fflush($conn)], 'sendto' => fn ($conn) => stream_socket_sendto($conn, '[child]')] as $what => $act) {
    $peer = client_of($server);
    $conn = xsock_accept($server, 10);
    fwrite($conn, 'once');
    Peer::run(function () use ($act, $conn) {
        $act($conn);
    })->result();
    fclose($conn);
    check("child's $what", str_replace('.', '', stream_get_contents($peer)), '[child]once');
}
done();
?>
--EXPECT--
43 checks, all right
