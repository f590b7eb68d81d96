--TEST--
ktls on any kernel: what it is told, and that it gets plain text from then on
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl3', 'strace'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

// strace makes every setsockopt succeed and do nothing: what a kernel with TLS would encrypt goes out as it is.
[$printed, $lines] = trace('
    require "' . __DIR__ . '/../inc/tls.inc";
    $certs = new Certs();
    [$server, $client, $conn] = tls_trio($certs, ["ktls" => "require"]);
    check("in force", xsock_info($conn)["tls"]["ktls"]);
    mark("write");
    check("write", fwrite($conn, "for the kernel to encrypt\n"), 26);
    mark("sendfile");
    $file = tmpfile();
    fwrite($file, "0123456789 of a file");
    check("sendfile", xsock_sendfile($conn, $file, 2, 10), 10);
    check("the kernel cannot stop", stream_socket_enable_crypto($conn, false), false);
    check_has("why", warned(), "the kernel encrypts");
    check("TLS goes on", xsock_info($conn)["tls"]["ktls"]);
    mark("close");
    fclose($conn);
    mark("end");
    done();
', '-e inject=setsockopt:retval=0');
check('script', $printed, "6 checks, all right\n");
$ulp = preg_grep('/setsockopt\(\d+, SOL_TCP, TCP_ULP/', $lines);
$keys = preg_grep('/setsockopt\(\d+, SOL_TLS, TLS_TX, "\\\\4\\\\0*3/', $lines); // TLS 1.3
check('asked once at open, told once for the connection', [count($ulp), count($keys)], [2, 1]);
$control = '/sendmsg\(\d+, .*cmsg_level=SOL_TLS, cmsg_type=(TLS_SET_RECORD_TYPE|0x1).*MSG_DONTWAIT\|MSG_NOSIGNAL/';
$tickets = array_filter(preg_grep($control, $lines), fn ($i) => $i > array_key_last($keys), ARRAY_FILTER_USE_KEY);
check('session tickets are handshake records', count($tickets) >= 2);
$write = between($lines, 'write', 'sendfile');
check('one send', call_names($write), PHP_INT_SIZE > 4 ? 'sendto' : 'send');
check_has('of plain text', $write[0], '"for the kernel to encrypt\n"');
// The kernel reads the file and encrypts it: its bytes never come into the process.
$send = between($lines, 'sendfile', 'close');
check('one sendfile', substr_count(call_names($send), 'sendfile'), 1);
check('nothing read, nothing sent otherwise', (bool) preg_match('/pread|sendto|sendmsg/', call_names($send)), false);
check('its range', count(preg_grep('/sendfile(?:64)?\(\d+, \d+, \[2\]? => \[?12\], 10\)/', $send)), 1); // strace 6.13 writes [2 => 12]
$close = array_values(preg_grep($control, between($lines, 'close', 'end')));
check('close_notify is an alert record', count($close), 1);
check_has('its text', $close[0], '"\1\0"');
done();
?>
--EXPECT--
10 checks, all right
