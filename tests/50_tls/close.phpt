--TEST--
Closing loses no answer: unread input, clients that say goodbye first, non-blocking streams, alerts
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl', 'socat'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$file = $certs->make('server');
$answer = bulk(100000);
$versions = ['1.2' => [STREAM_CRYPTO_PROTO_TLSv1_2, 'TLS1.2'], '1.3' => [STREAM_CRYPTO_PROTO_TLSv1_3, 'TLS1.3']];
foreach ($versions as $version => [$proto, $socat]) {
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'max_proto_version' => $proto]);
    $port = port_of($server);
    $name = "127.0.0.1:$port";

    // Programs that shut down their sending side first: they still get everything.
    $ends = [
        'socat' => fn () => program(['socat', '-t', '20', '-', "OPENSSL:$name,cafile=$certs->ca,verify=0"], "request\n"),
        'openssl' => fn () => program(['openssl', 's_client', '-connect', $name, '-CAfile', $certs->ca, '-quiet',
            '-verify_quiet'], "request\n"),
    ];
    foreach ($ends as $who => $start) {
        $end = $start();
        $conn = xsock_accept($server, 20);
        check("$version $who request", fgets($conn), "request\n");
        if ($who === 'socat') {
            check("$version $who said goodbye", fgets($conn), false);
        }
        check("$version $who write", fwrite($conn, $answer), strlen($answer));
        fclose($conn);
        check("$version $who got everything", str_contains(ended($end), $answer)); // among its own messages
    }
    // A PHP client: more input than the server reads, also input that is still on its way when it closes.
    foreach ([true, false] as $blocking) {
        $what = $version . ($blocking ? ' blocking' : ' non-blocking');
        $peer = Peer::run(function () use ($name, $certs) {
            $client = stream_socket_client("ssl://$name", $code, $text, 20, STREAM_CLIENT_CONNECT, trusting($certs));
            fwrite($client, "request\n" . str_repeat('unread ', 2000));
            $got = stream_get_contents($client);
            return [strlen($got), md5($got)];
        }, [$server]);
        $conn = xsock_accept($server, 20);
        check("$what request", fgets($conn), "request\n");
        usleep(20000); // the rest of the input arrives
        stream_set_blocking($conn, $blocking);
        check("$what write", fwrite($conn, $answer), strlen($answer));
        $how = xt_waited(2, fn () => fclose($conn));
        check("$what fclose", $blocking || $how === 'at once'); // nobody waits for a client that goes on; a blocking one does for 2 seconds
        check("$what got everything", $peer->result(), [strlen($answer), md5($answer)]);
    }
    // A client that never reads and never closes: fclose of a blocking stream ends within its patience.
    [, $client, $conn] = tls_trio($certs, ['max_proto_version' => $proto]);
    fwrite($client, 'unread');
    readable($conn);
    check_within("$version patience", xt_seconds(fn () => fclose($conn)), 0, 15);
    check("$version close_notify came", [fread($client, 10), feof($client)], ['', true]);
    [, $client, $conn] = tls_trio($certs, ['max_proto_version' => $proto]);
    stream_set_blocking($conn, false);
    check("$version at once", xt_waited(1, fn () => fclose($conn)), 'at once');
    check("$version close_notify too", [fread($client, 10), feof($client)], ['', true]);
    // A client we refuse hears why: the alert is not lost to a reset, although its input was not read.
    $plain = client_of($server);
    fwrite($plain, "\x16\x03\x01\x00\x2f\x01\x00\x00\x2b\x03\x01" . str_repeat("\1", 32) . "\0\0\4\0\5\0\4\1\0" . str_repeat('x', 3000));
    xsock_accept($server, 0.2);
    check("$version alert", ord(substr((string) fread($plain, 100), 0, 1)), 21);
}
done();
?>
--EXPECT--
40 checks, all right
