--TEST--
gathered bytes leave before whatever would overtake, wait or end
--EXTENSIONS--
openssl
pcntl
sockets
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// fread, stream_select, shutdown, sendto, xsock_writev, xsock_detach, copying, proc_open: each sends what was gathered first.
require __DIR__ . '/../inc/tls.inc';

function rule(string $what, callable $act, string $want = 'gathered', array $kinds = ['tcp', 'tls']): void
{
    foreach ($kinds as $kind) {
        try_rule("$kind $what", $kind, $act, $want);
    }
}

function try_rule(string $what, string $kind, callable $act, string $want): void
{
    [$server, $peer, $conn] = trio("$kind://127.0.0.1:0", ['write_buffer' => 1000]);
    stream_set_blocking($peer, false);
    check("$what: gathered", [fwrite($conn, 'gathered'), readable($peer, 0)], [8, false]);
    $act($conn, $peer);
    for ($got = ''; strlen($got) < strlen($want) && readable($peer, 5);) {
        $got .= $part = fread($peer, 100);
        if ($part === '') {
            break;
        }
    }
    check($what, $got, $want);
}

rule('fflush', fn ($conn) => fflush($conn));
rule('fread that would wait', function ($conn) {
    stream_set_timeout($conn, 0, 20000);
    fread($conn, 10);
});
rule('fgets that would wait', function ($conn) {
    stream_set_timeout($conn, 0, 20000);
    fgets($conn);
});
rule('non-blocking fread', function ($conn) {
    stream_set_blocking($conn, false);
    fread($conn, 10);
});
rule('recvfrom', function ($conn) {
    stream_set_blocking($conn, false);
    stream_socket_recvfrom($conn, 10);
});
rule('stream_select for reading', function ($conn) {
    $r = [$conn];
    stream_select($r, $w, $e, 0);
});
rule('stream_select for writing', function ($conn) {
    $w = [$conn];
    stream_select($r, $w, $e, 0);
});
rule('shutdown', fn ($conn) => stream_socket_shutdown($conn, STREAM_SHUT_WR));
rule('sendto', fn ($conn) => stream_socket_sendto($conn, '+sent'), 'gathered+sent');
rule('xsock_writev', fn ($conn) => xsock_writev($conn, ['+v1', str_repeat('v', 1000)]), 'gathered+v1' . str_repeat('v', 1000));
rule('xsock_detach', fn ($conn) => xsock_detach($conn));
rule('fclose', fn ($conn) => fclose($conn));
rule('non-blocking fclose', fn ($conn) => stream_set_blocking($conn, false) && fclose($conn));
rule('import', fn ($conn) => socket_import_stream($conn), kinds: ['tcp']);
rule('proc_open', function ($conn) {
    $child = proc_open(['echo', '-n', '+child'], [1 => $conn], $pipes);
    proc_close($child);
}, 'gathered+child', ['tcp']);
rule('php://fd', function ($conn) {
    $copy = fopen('php://fd/' . xt_fd($conn), 'r+');
    fflush($conn);
    fwrite($copy, '+copy');
}, 'gathered+copy', ['tcp']);
rule('write_buffer 0', fn ($conn) => stream_set_write_buffer($conn, 0) . fwrite($conn, '+through') . fflush($conn), 'gathered+through');
done();
?>
--EXPECT--
62 checks, all right
