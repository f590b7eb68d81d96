--TEST--
Datagrams read in small pieces lose nothing, and are not joined
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Programs that take a datagram apart as they read it (fread($u, 4), fgetc(), and so on, as query protocols of game servers are spoken) got
// its beginning: the kernel drops what one recv(2) does not take. With core's streams the rest is in the next read. Whoever wants the
// kernel's way says so: read_buffer 0.
require __DIR__ . '/../inc/checks.inc';
$path = scratch() . '/socket';
foreach (['udp' => 'udp://127.0.0.1:0', 'udg' => "udg://$path"] as $kind => $address) {
    $mine = xsock_server($address);
    $peer = xsock_client("$kind://" . stream_socket_get_name($mine, false));
    stream_set_timeout($mine, 10);
    $send = fn (string ...$all) => array_map(fn ($one) => fwrite($peer, $one), $all);

    $send('hello world', 'second', 'third');
    check("$kind: fread", [fread($mine, 5), fread($mine, 1), fread($mine, 100)], ['hello', ' ', 'world']);
    check('fgetc', [fgetc($mine), fgetc($mine), stream_get_meta_data($mine)['unread_bytes']], ['s', 'e', 4]);
    check('select sees the rest', readable($mine, 0));
    check('PEEK', stream_socket_recvfrom($mine, 100, STREAM_PEEK), 'cond');
    check('recvfrom', [stream_socket_recvfrom($mine, 100), fread($mine, 100)], ['cond', 'third']);

    $send(str_repeat('a', 20000), 'b');
    check('get_contents', stream_get_contents($mine, 20001), str_repeat('a', 20000) . 'b');
    stream_set_blocking($mine, false);
    $send(str_repeat('a', 20000), 'b');
    check('copy_to_stream', stream_copy_to_stream($mine, $copy = tmpfile()), 20001);
    stream_set_blocking($mine, true);

    stream_socket_sendto($peer, '');
    $send('x');
    check('an empty one', [fread($mine, 5), feof($mine), fread($mine, 5)], ['', false, 'x']);

    check('read_buffer', xsock_set_option($mine, 'read_buffer', 0));
    $send('hello world', 'second');
    check('cut', [fread($mine, 5), fread($mine, 100)], ['hello', 'second']);
}

// Unix datagrams can be larger than 65,535 bytes.
xsock_set_option($mine, 'read_buffer', 8192);
$large = str_repeat('0123456789', 15000);
check('large', [fwrite($peer, $large), fwrite($peer, "$large\n")], [150000, 150001]);
check('comes whole', fread($mine, 10) . fread($mine, 200000) === $large);
check('a line', fgets($mine) === "$large\n");
done();
?>
--EXPECT--
23 checks, all right
