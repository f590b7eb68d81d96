--TEST--
EINTR from send goes on where it was; a full kernel buffer is waited for
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// With core fwrite returns what it had, or false, and a caller that does not loop loses the rest.
require __DIR__ . '/../inc/checks.inc';
foreach (['EINTR', 'EAGAIN'] as $error) {
    foreach (['sendto', 'sendmsg', 'sendto,sendmsg'] as $calls) {
        [$printed, $lines] = trace(<<<'SCRIPT'
            $server = xsock_server('tcp://127.0.0.1:0', write_buffer: 3000);
            $peer = Peer::run(function () use ($server) {
                $client = client_of($server);
                return md5(stream_get_contents($client));
            });
            $connection = xsock_accept($server, 30);
            $sent = random_bytes(300000);
            check('one large write', fwrite($connection, $sent), 300000);
            for ($i = 0; $i < 50; $i++) {
                $small = random_bytes(100);
                check("small $i", fwrite($connection, $small), 100);
                $sent .= $small;
            }
            $chunks = str_split(random_bytes(100000), 777);
            check('chunks', xsock_writev($connection, $chunks), 100000);
            $sent .= implode('', $chunks);
            check('flush', fflush($connection), true);
            check('close', fclose($connection), true);
            check('arrived', $peer->result(), md5($sent));
            done();
            SCRIPT, "-e trace=sendto,sendmsg,write,writev -e inject=$calls:error=$error:when=1+2");
        check("$error $calls", $printed, "55 checks, all right\n");
        $injected[$error] = ($injected[$error] ?? 0) + count(preg_grep('~INJECTED~', $lines));
    }
    check_within("$error provoked", $injected[$error], 1, 100000);
}
done();
?>
--EXPECT--
8 checks, all right
