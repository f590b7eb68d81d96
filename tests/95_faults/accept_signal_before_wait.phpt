--TEST--
A signal that comes just before accept waits is not slept through
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace', 'tls'); ?>
--FILE--
<?php
// A server that was told to stop between two clients went on waiting for the next one: the signal had come when accept had
// begun, but not its poll. strace delivers it right there: at accept4, which finds nobody after a poll that
// said otherwise, or a client that stays silent.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server');
$cases = [
    'tcp' => 'xsock_server("tcp://127.0.0.1:0")', // the first poll is told to say so
    'tls' => 'xsock_server("tls://127.0.0.1:0", options: ["local_cert" => "' . $file . '"]); $silent = client_of($server)',
];
foreach ($cases as $name => $server) {
    [$printed, $lines] = trace('
        $server = ' . $server . ';
        $handled = 0;
        pcntl_async_signals(true);
        pcntl_signal(SIGUSR1, function () use (&$handled) { $handled++; });
        $seconds = xt_seconds(function () use ($server, &$got, &$code) { $got = xsock_accept($server, 20, $peer, $code); });
        check("result, code", [$got, $code], [false, 4]);
        check("handled", $handled, 1);
        check_within("waited", $seconds, 0, 10);
        done();
    ', '-e trace=accept4,poll,ppoll -e inject=accept4:signal=SIGUSR1:when=1' . ($name === 'tcp' ? ' -e inject=poll,ppoll:retval=1:when=1' : ''));
    check($name, $printed, "3 checks, all right\n");
    check("$name: a signal", count(preg_grep('~--- SIGUSR1~', $lines)), 1);
}
done();
?>
--EXPECT--
4 checks, all right
