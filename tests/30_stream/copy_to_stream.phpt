--TEST--
stream_copy_to_stream from and to a socket
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// File to socket, socket to file, socket to socket, with maximum and offset.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $file = tmpfile();
    fwrite($file, $data = random_bytes(60000));
    rewind($file);
    [$mine, $peer] = $s->peer(function ($conn) {
        $got = stream_get_contents($conn, 60100);
        fwrite($conn, strrev($got));
        stream_socket_shutdown($conn, STREAM_SHUT_WR);
        return md5($got);
    });
    $seen = ['out' => stream_copy_to_stream($file, $mine)];
    $seen['out with offset'] = stream_copy_to_stream($file, $mine, 100, 50);
    $all = $data . substr($data, 50, 100);
    $into = fopen('php://temp', 'w+');
    $seen['in, max 1000'] = stream_copy_to_stream($mine, $into, 1000);
    $seen['in, rest'] = stream_copy_to_stream($mine, $into);
    rewind($into);
    $seen['right'] = stream_get_contents($into) === strrev($all);
    $seen['peer right'] = $peer->result() === md5($all);
    [$a, $pa] = $s->pair();
    [$b, $pb] = $s->pair();
    fwrite($pa, "between\n");
    fclose($pa);
    $seen['socket to socket'] = stream_copy_to_stream($a, $b);
    $seen['arrives'] = fgets($pb);
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
