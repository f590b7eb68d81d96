--TEST--
Descriptors run short while silent clients are being set up: the oldest give way, a good client is served
--EXTENSIONS--
openssl
pcntl
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'linux'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$file = $certs->make('server');
// The server has few descriptors; its clients are in other processes.
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'setup_limit' => 1000, 'setup_timeout' => 40]);
$name = stream_socket_get_name($server, false);
$crowd = Peer::run(function (Peer $parent) use ($name) {
    $silent = [];
    for ($i = 0; $i < 100; $i++) {
        $silent[] = stream_socket_client("tcp://$name");
    }
    $parent->say('there');
    $parent->hear();
});
check('crowd', $crowd->hear(), 'there');
$good = Peer::run(function (Peer $parent) use ($name, $certs) {
    $parent->hear();
    $client = stream_socket_client("ssl://$name", $code, $text, 20, STREAM_CLIENT_CONNECT, trusting($certs));
    return fgets($client);
});
$used = count(xt_fds());
posix_setrlimit(POSIX_RLIMIT_NOFILE, $used + 20, $used + 20);
$taken = function () use ($server): int {
    $info = xsock_info($server);
    return $info['setting_up'] + $info['setup_evicted'];
};
check('nobody yet', xt_until(fn () => xsock_accept($server, 0.01) || $taken() === 100) && xsock_accept($server, 0) === false);
check('without a warning', warned(), '');
$info = xsock_info($server);
check_within('as many as there is room for', $info['setting_up'], 5, 21);
check('all were taken', $taken(), 100);
check_has('why', $info['last_setup_error'], 'gave way');
$good->say();
$start = hrtime(true);
$conn = xsock_accept($server, 20);
check_within('served within', (hrtime(true) - $start) / 1e9, 0, 15);
fwrite($conn, "welcome\n");
check('answer', $good->result(), "welcome\n");
// No set-ups to give way, no descriptors: an error, no spin, and the listener lives on.
$crowd->say();
$crowd->result();
xt_until(fn () => xsock_accept($server, 0) || xsock_info($server)['setting_up'] === 0);
$fill = [];
while ($f = @fopen('/dev/null', 'r')) {
    $fill[] = $f;
}
array_pop($fill);
array_pop($fill);
$client = stream_socket_client("tcp://$name");
while ($f = @fopen('/dev/null', 'r')) {
    $fill[] = $f;
}
warned();
check('out of descriptors', [xsock_accept($server, 5, $peer, $code), $code], [false, 24]);
check_has('says so', warned(), 'Too many open files');
$woken = 0;
$until = hrtime(true) + 0.5e9;
while (hrtime(true) < $until) {
    $read = [$server];
    $none = null;
    stream_select($read, $none, $none, 0, 500000);
    $woken++;
}
check_within('a select loop does not spin', $woken, 1, 40);
$fill = [];
warned();
fclose($client);
check('lives on', xt_until(function () use ($server) {
    xsock_accept($server, 0);
    return xsock_info($server)['setup_failed'] > 0;
}));
warned();
done();
?>
--EXPECT--
12 checks, all right
