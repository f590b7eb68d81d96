--TEST--
Reading on TLS: select knows decrypted bytes, feof never waits, recvfrom and sendto, timeouts, half close
--EXTENSIONS--
openssl
pcntl
sockets
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$versions = ['1.2' => STREAM_CRYPTO_PROTO_TLSv1_2, '1.3' => STREAM_CRYPTO_PROTO_TLSv1_3];
foreach ($versions as $version => $proto) {
    foreach ([8192, 0] as $buffer) {
        $what = "$version, read_buffer $buffer";
        [$server, $client, $conn] = tls_trio($certs, ['max_proto_version' => $proto, 'read_buffer' => $buffer]);

        // One record, read in parts: what is left of it is readable although the kernel has nothing.
        fwrite($client, 'abcdefghij' . str_repeat('x', 5000));
        check("$what first part", fread($conn, 10), 'abcdefghij');
        check("$what ready", readable($conn, 0));
        stream_set_blocking($conn, false);
        $rest = '';
        for ($i = 0; $i < 5000 && readable($conn, 0); $i++) {
            $rest .= fread($conn, 7);
        }
        check("$what select leads to the end", $rest, str_repeat('x', 5000));
        check("$what not ready", readable($conn, 0), false);
        check("$what feof while open", xt_waited(5, fn () => feof($conn), $feof) . var_export($feof, true), 'at oncefalse');
        check("$what nothing there", fread($conn, 10), '');
        stream_set_blocking($conn, true);
        check("$what feof of a blocking stream", xt_waited(5, fn () => feof($conn), $feof) . var_export($feof, true), 'at oncefalse');

        // Many records at once, one select.
        for ($i = 0; $i < 20; $i++) {
            fwrite($client, "line $i\n");
        }
        $lines = 0;
        while ($lines < 20 && readable($conn, 5)) {
            check("$what line $lines", fgets($conn), "line $lines\n");
            $lines++;
        }
        check("$what lines", $lines, 20);

        // recvfrom: decrypted, PEEK leaves it there, buffered bytes first; sendto encrypts.
        fwrite($client, "first\nsecond");
        check("$what fgets", fgets($conn), "first\n");
        check("$what peek", stream_socket_recvfrom($conn, 3, STREAM_PEEK), 'sec');
        check("$what peek again", stream_socket_recvfrom($conn, 100, STREAM_PEEK), 'second');
        check("$what recvfrom", stream_socket_recvfrom($conn, 100, 0, $from), 'second');
        fwrite($client, 'third');
        check("$what peek waits for the network", stream_socket_recvfrom($conn, 100, STREAM_PEEK), 'third');
        check("$what peeked bytes are ready", readable($conn, 0));
        check("$what fread behind a peek", fread($conn, 100), 'third');
        check("$what sendto", stream_socket_sendto($conn, "sent\n"), 5);
        check("$what decrypted", fgets($client), "sent\n");

        // There is no urgent data in TLS; what is not urgent is not taken for it.
        fwrite($client, "still here\n");
        check("$what nothing urgent", @stream_socket_recvfrom($conn, 5, STREAM_OOB) ?: '', '');
        check("$what in order", fgets($conn), "still here\n");
        check("$what cannot be sent", @stream_socket_sendto($conn, '!', STREAM_OOB) > 0, false);
        stream_set_blocking($client, false);
        check("$what nothing was sent", [fread($client, 10), feof($client)], ['', false]);
        stream_set_blocking($client, true);

        // Timeouts.
        stream_set_timeout($conn, 0, 200000);
        check("$what fread waits", xt_waited(0.2, fn () => fread($conn, 10), $got), 'waited');
        check("$what timed out", [$got, stream_get_meta_data($conn)['timed_out'], feof($conn)], [false, true, false]);
        check("$what recvfrom waits", xt_waited(0.2, fn () => stream_socket_recvfrom($conn, 10), $got), 'waited');
        fwrite($client, 'x');
        check("$what goes on", [fread($conn, 10), stream_get_meta_data($conn)['timed_out']], ['x', false]);

        // Half close: close_notify and FIN go out, the other direction still works.
        fwrite($conn, "bye\n");
        check("$what shutdown", stream_socket_shutdown($conn, STREAM_SHUT_WR));
        check("$what peer sees the end", [fgets($client), fgets($client), feof($client)], ["bye\n", false, true]);
        check("$what write after it", @fwrite($conn, 'x'), false);
        fwrite($client, "still here\n");
        stream_set_timeout($conn, 5);
        check("$what reads on", fgets($conn), "still here\n");
        fclose($client);
        check("$what end", [fread($conn, 10), feof($conn)], ['', true]);
        check("$what close_notify", stream_get_meta_data($conn)['crypto']['close_notify'], true);
        check("$what select at the end", readable($conn, 0));
    }

    // Cut off in the middle: an end, but the meta data tell it from close_notify; data before it is not lost.
    [$server, $client, $conn] = tls_trio($certs, ['max_proto_version' => $proto]);
    fwrite($client, "data\n");
    stream_socket_shutdown($client, STREAM_SHUT_WR); // core sends FIN without close_notify, ours not
    check("$version data before the cut", fgets($conn), "data\n");
    check("$version end", [fgets($conn), feof($conn)], [false, true]);
    check("$version truncated", stream_get_meta_data($conn)['crypto']['close_notify'], replaced());
    check("$version still writes", fwrite($conn, "answer\n"), 7);
    check("$version peer reads", fgets($client), "answer\n");
    // Only a part of a record, then the end: no wait, no loop.
    [$server, $client, $conn] = tls_trio($certs, ['max_proto_version' => $proto]);
    stream_set_blocking($conn, false);
    check("$version nobody says anything", [fread($conn, 10), feof($conn)], ['', false]);
}
// Bytes that are no records: an error, counted as an end, with nothing handed out.
$server = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => "$certs->dir/server.pem"]);
$client = client_of($server);
stream_context_set_option($client, 'ssl', 'cafile', $certs->ca);
stream_context_set_option($client, 'ssl', 'peer_name', 'localhost');
$raw = socket_import_stream($client); // while it is plain
$conn = xsock_accept($server, 5);
check('joined', tls_join($conn, $client), [true, true]);
socket_write($raw, "plain text into the records\n");
check('garbage', [@fread($conn, 100) ?: '', feof($conn)], ['', true]);
check('fails on', [@fwrite($conn, 'x'), @fread($conn, 1) ?: ''], [false, '']);
done();
?>
--EXPECT--
223 checks, all right
