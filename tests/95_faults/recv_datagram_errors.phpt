--TEST--
The same for datagrams: an error never ends the socket and no datagram is lost
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// ENOBUFS and ENOMEM pass; the next read finds the datagram.
require __DIR__ . '/../inc/checks.inc';
foreach (['EINTR', 'ENOBUFS', 'ENOMEM', 'EAGAIN', 'ECONNREFUSED'] as $error) {
    [$printed, $lines] = trace(<<<'SCRIPT'
        $server = xsock_server('udp://127.0.0.1:0');
        stream_set_timeout($server, 10);
        $client = stream_socket_client('udp://' . stream_socket_get_name($server, false));
        for ($i = 0; $i < 10; $i++) {
            fwrite($client, "datagram $i");
        }
        $got = [];
        for ($round = 0; $round < 100 && count($got) < 10; $round++) {
            $piece = $round % 2 ? fread($server, 1500) : stream_socket_recvfrom($server, 1500);
            if ($piece !== '' && $piece !== false) {
                $got[] = $piece;
            }
            if (feof($server)) {
                echo "eof\n";
            }
        }
        check('all in order', implode(',', $got), 'datagram ' . implode(',datagram ', range(0, 9)));
        warned();
        done();
        SCRIPT, "-e trace=recvfrom,recvmsg,read -e inject=recvfrom:error=$error:when=1+2");
    check($error, $printed, "1 checks, all right\n");
    check_within("$error provoked", count(preg_grep('~INJECTED~', $lines)), 1, 1000);
}
done();
?>
--EXPECT--
10 checks, all right
