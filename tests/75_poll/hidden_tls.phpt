--TEST--
Io\Poll: decrypted bytes make a stream ready
--EXTENSIONS--
xsock
openssl
--SKIPIF--
<?php require __DIR__ . "/../inc/skip.inc"; needs("tls", "openssl"); if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6.0 does not report them"); ?>
--FILE--
<?php
// A record is decrypted as a whole; what the program did not take yet is nowhere the kernel could see it.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
foreach (backends() as $backend => $make) {
    foreach ([0, 100, 8192] as $readBuffer) {
        $what = "$backend, read_buffer $readBuffer";
        [, $client, $connection] = tls_trio($certs, ['read_buffer' => $readBuffer]);
        $context = $make();
        $watcher = watch($context, $connection, Event::Read, 'c');
        $record = str_repeat('0123456789', 1000);
        fwrite($client, $record);
        check("$what: ready", ready($context, 10000), 'c=Read');
        for ($got = ''; strlen($got) < 10000; $got .= $more) {
            if (ready($context, 10000) !== 'c=Read') {
                break;
            }
            $more = fread($connection, 7);
        }
        check("$what: read in small pieces, asking each time", $got === $record);
        check("$what: nothing left", ready($context), '');
        fwrite($client, "one\ntwo\nthree\n");
        $watcher->modifyEvents([Event::Read, Event::OneShot]);
        check("$what: one-shot", [ready($context, 10000), ready($context)], ['c=Read', '']);
        check("$what: a line", fgets($connection), "one\n");
        $watcher->modifyEvents([Event::Read, Event::OneShot]);
        check("$what: armed", [ready($context), ready($context)], ['c=Read', '']);
        $watcher->modifyEvents([Event::Read]);
        check("$what: lines", [fgets($connection), ready($context), fgets($connection), ready($context)], ["two\n", 'c=Read', "three\n", '']);
        if ($backend !== 'Poll') {
            $watcher->modifyEvents([Event::Read, Event::EdgeTriggered]);
            fwrite($client, $record);
            for ($got = ''; strlen($got) < 10000; $got .= $more) {
                if (ready($context, 10000) !== 'c=Read') {
                    break;
                }
                $more = fread($connection, 777);
            }
            check("$what: edge-triggered, in pieces", $got === $record);
            check("$what: nothing new", ready($context), '');
        }
    }
    // STARTTLS: what comes with the end of the handshake is decrypted before anybody asked for it.
    $server = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => "$certs->dir/server.pem"]);
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), $code, $text, 10, STREAM_CLIENT_CONNECT, trusting($certs));
    $connection = xsock_accept($server, 10);
    $context = $make();
    $watcher = watch($context, $connection, Event::Read, 'c');
    stream_set_blocking($client, false);
    stream_set_blocking($connection, false);
    $sides = [0, 0];
    for ($round = 0; $round < 1000 && $sides !== [true, true]; $round++) {
        if ($sides[1] === 0) {
            $sides[1] = stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
            $sides[1] === true && fwrite($client, "early\nbird\n");
        }
        if ($sides[0] === 0) {
            $sides[0] = stream_socket_enable_crypto($connection, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
        }
    }
    check("$backend: STARTTLS", $sides, [true, true]);
    check("$backend: what came with it", [ready($context, 10000), fgets($connection), ready($context), fgets($connection), ready($context)],
        ['c=Read', "early\n", 'c=Read', "bird\n", '']);
}
done();
?>
--EXPECT--
52 checks, all right
