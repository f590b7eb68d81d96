--TEST--
no write raises SIGPIPE, and no call changes what the process does about signals
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('proc', 'tls'); ?>
--FILE--
<?php
// PHP's command line ignores SIGPIPE; other SAPIs need not. Here it would kill: the default action is set first.
require __DIR__ . '/../inc/tls.inc';

pcntl_signal(SIGPIPE, SIG_DFL);
$signals = fn () => preg_grep('/^Sig(Blk|Ign|Cgt)/', file('/proc/self/status'));
$before = $signals();
foreach (['tcp', 'unix', 'tls'] as $kind) {
    $at = $kind === 'unix' ? 'unix://' . scratch() . '/s' : "$kind://127.0.0.1:0";
    $ways = [
        'fwrite' => fn ($c) => fwrite($c, 'x'),
        'writev' => fn ($c) => xsock_writev($c, ['x', 'y']),
        'sendto' => fn ($c) => stream_socket_sendto($c, 'x') > 0,
        'shutdown, then fwrite' => fn ($c) => stream_socket_shutdown($c, STREAM_SHUT_WR) && fwrite($c, 'x'),
        'gathered' => fn ($c) => fwrite($c, 'x') && fflush($c),
    ];
    foreach ($ways as $what => $write) {
        [$server, $peer, $conn] = trio($at, $what === 'gathered' ? ['write_buffer' => 100] : []);
        fwrite($conn, 'unread');
        fflush($conn);
        fclose($peer);
        check("$kind $what fails in the end", xt_until(fn () => !@$write($conn), 10));
        @fclose($conn);
        fclose($server);
        warned();
        if ($kind === 'unix') {
            unlink(substr($at, 7));
        }
    }
    if ($kind !== 'unix') {
        [$server, $peer, $conn] = trio($at, ['write_buffer' => 100]);
        fwrite($conn, 'lost');
        fwrite($peer, 'x');
        xsock_reset($conn);
        check('reset with gathered bytes', is_resource($conn), false);
    }
}
warned();
check('dispositions are as they were', $signals(), $before);
done();
?>
--EXPECT--
18 checks, all right
