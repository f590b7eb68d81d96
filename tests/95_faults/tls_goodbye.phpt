--TEST--
TLS: a goodbye the kernel has no room for goes out later, and the end of the connection behind it
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace', 'tls'); ?>
--FILE--
<?php
// stream_socket_shutdown() of a stream that does not wait dropped it: the client was told by the end of the connection alone, which
// anybody on the way can fake.
require __DIR__ . '/../inc/tls.inc';
$certs = Certs::shared();
$script = <<<'SCRIPT'
    require_once 'TESTS/inc/tls.inc';
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => 'FILE', 'num_tickets' => 0]);
    $peer = Peer::run(function (Peer $parent) use ($server) {
        $client = xsock_client('tls://' . stream_socket_get_name($server, false), options: ['verify_peer' => false]);
        return [stream_get_contents($client), feof($client), stream_get_meta_data($client)['crypto']['close_notify']];
    });
    $connection = xsock_accept($server, 20);
    stream_set_blocking($connection, false);
    check('written', fwrite($connection, 'answer'), 6);
    check('shut down', stream_socket_shutdown($connection, STREAM_SHUT_WR));
    check('nothing more', @fwrite($connection, 'more'), false);
    for ($read = [$connection], $write = $except = null; !feof($connection) && stream_select($read, $write, $except, 20);) {
        fread($connection, 100);
    }
    check('the client', $peer->result(), ['answer', true, true]);
    warned();
    done();
    SCRIPT;
[$printed, $lines] = trace(strtr($script, ['TESTS' => dirname(__DIR__), 'FILE' => $certs->server()]), '-e trace=sendto,?send,shutdown -e inject=sendto,?send:error=EAGAIN:when=3');
check('script', $printed, "4 checks, all right\n");
check_has('the third is the goodbye', implode(' ', $lines), 'INJECTED');
done();
?>
--EXPECT--
2 checks, all right
