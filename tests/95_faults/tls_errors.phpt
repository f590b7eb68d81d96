--TEST--
On TLS: EINTR, ENOBUFS and ENOMEM from recv and send, and a full kernel, fail no handshake and lose no byte
--EXTENSIONS--
xsock
openssl
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace', 'tls'); ?>
--FILE--
<?php
// Errors that pass by must not become the end of a client who is shaking hands, nor of what he says later.
// The client's result comes in a file: PHP's own streams take an injected error for the end.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server');
$script = <<<'SCRIPT'
    require_once 'TESTS/inc/tls.inc';
    $server = xsock_server(PROXY + ['local_cert' => 'FILE']);
    $peer = Peer::run(function (Peer $parent) use ($server) {
        $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), $code, $text, 10, STREAM_CLIENT_CONNECT,
            ssl(['verify_peer' => false, 'verify_peer_name' => false]));
        fwrite($client, HEADER);
        file_put_contents('FILE.result', 'no TLS');
        if (!stream_socket_enable_crypto($client, true, METHOD)) {
            return;
        }
        fwrite($client, bulk(20000));
        file_put_contents('FILE.result', md5(stream_get_contents($client, 300000)));
    });
    $connection = xsock_accept($server, 20);
    check('accepted', is_resource($connection), true);
    check('failed', xsock_info($server)['setup_failed'], 0);
    stream_set_timeout($connection, 10);
    stream_set_blocking($connection, BLOCKING);
    $got = '';
    $until = hrtime(true) + 20e9;
    while (strlen($got) < 20000 && !feof($connection) && hrtime(true) < $until) {
        $got .= fread($connection, 3000);
    }
    check('everything came', md5($got), md5(bulk(20000)));
    $sent = 0;
    while ($sent < 300000 && hrtime(true) < $until) {
        $sent += (int) fwrite($connection, substr(bulk(300000), $sent));
    }
    $peer->reap();
    check('everything went', file_get_contents('FILE.result'), md5(bulk(300000)));
    warned();
    done();
    SCRIPT;
$faults = ['recvfrom:error=EINTR', 'recvfrom:error=ENOBUFS', 'recvfrom:error=ENOMEM', 'sendto,sendmsg,?send:error=EINTR', 'sendto,sendmsg,?send:error=EAGAIN',
    'sendto,sendmsg,?send:error=ENOBUFS', 'sendto,sendmsg,?send:error=ENOMEM'];
$header = '"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n"';
foreach ($faults as $fault) {
    foreach ([12 => 'true', 13 => 'false'] as $version => $blocking) {
        $proxied = $version === 13;
        [$printed, $lines] = trace(strtr($script, ['TESTS' => dirname(__DIR__), 'FILE' => $file, 'BLOCKING' => $blocking,
            'PROXY' => $proxied ? "'tls://127.0.0.1:0', options: ['proxy_protocol' => 'required', 'proxy_trusted' => ['*']]"
                : "'tls://127.0.0.1:0', options: []", 'HEADER' => $proxied ? $header : '""',
            'METHOD' => "STREAM_CRYPTO_METHOD_TLSv1_" . $version % 10 . "_CLIENT"]), "-e trace=recvfrom,sendto,sendmsg,?send -e inject=$fault:when=1+3");
        check("$fault, TLS $version", $printed, "4 checks, all right\n");
        check_within("$fault, TLS $version provoked", count(preg_grep('~INJECTED~', $lines)), 1, 1000000);
    }
}
done();
?>
--EXPECT--
28 checks, all right
