--TEST--
send_fds, recv_fds: what cannot be passed is refused with its reason
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/carrier.inc';
[$a, $b] = carrier();
[$listener, $client, $conn] = trio();
$unix = xsock_server('unix://' . scratch() . '/s');
check_throws('tcp', ValueError::class, fn() => xsock_send_fds($conn, [$a]), 'must be a connected unix socket', 'tcp');
check_throws('a listener', ValueError::class, fn() => xsock_send_fds($unix, [$a]), 'must be a connected unix socket', 'listening');
check_throws('a listener', ValueError::class, fn() => xsock_recv_fds($unix), 'listening');
check_throws('not ours', TypeError::class, fn() => xsock_send_fds(replaced() ? stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0)[0] : $client, [$a]), 'made by xsock');
check_throws('empty data', ValueError::class, fn() => xsock_send_fds($a, [$listener], ''), '#3 ($data) must not be empty');
check_throws('no stream', TypeError::class, fn() => xsock_send_fds($a, [$listener, 'x']), 'number 1');
check_throws('a closed stream', TypeError::class, fn() => xsock_send_fds($a, [(function () {
    $f = fopen(__FILE__, 'r');
    fclose($f);
    return $f;
})()]), 'number 0');
check_throws('no descriptor', ValueError::class, fn() => xsock_send_fds($a, [opendir('.')]), 'without a descriptor as number 0');
check_throws('a context', TypeError::class, fn() => xsock_send_fds($a, [stream_context_create()]), 'number 0');
stream_filter_append($a, 'string.rot13', STREAM_FILTER_WRITE);
check_throws('filters', ValueError::class, fn() => xsock_send_fds($a, [$listener]), 'must not have filters');
[$a, $b] = carrier();

// Bytes that were read already would be missing at the other side.
fwrite($client, "line\nrest");
check('a line', fgets($conn), "line\n");
check('refused', xsock_send_fds($a, [$listener, $conn]), false);
check_has('said', warned(), 'number 1', '4 unread bytes');
check('the rest', fread($conn, 99), 'rest');
check('then', xsock_send_fds($a, [$listener, $conn]), 1);
check('both', count(xsock_recv_fds($b)), 2);

// Gathered output goes out first.
stream_set_write_buffer($conn, 100);
fwrite($conn, 'gathered');
check('sent', xsock_send_fds($a, [$conn]), 1);
[$conn2] = xsock_recv_fds($b);
fwrite($conn2, ', behind');
check('in order', stream_get_contents($client, 16), 'gathered, behind');
stream_set_write_buffer($a, 100);
fwrite($a, 'first ');
check('of the carrier, too', xsock_send_fds($a, [$conn], 'then'), 4);
check('one', count(xsock_recv_fds($b, data: $data)), 1);
check('in order', $data, 'first then');

// A full carrier: 0 on a non-blocking one, its timeout on a blocking one, and nothing went.
stream_set_write_buffer($a, 0);
stream_set_blocking($a, false);
while (xsock_send_fds($a, [$listener], str_repeat('x', 60000)) > 0) {
}
check('full', xsock_send_fds($a, [$listener]), 0);
stream_set_blocking($a, true);
stream_set_timeout($a, 0, 50000);
check('full', @xsock_send_fds($a, [$listener]), false);
check('timed out', stream_get_meta_data($a)['timed_out']);
stream_set_timeout($a, 20);
$peer = Peer::run(function () use ($b) {
    $total = 0;
    while (($got = xsock_recv_fds($b, 253, $data)) !== false) {
        $total += strlen($data);
    }
    return $total;
}, [$a]);
check('all of it when there is room', xsock_send_fds($a, [$listener], str_repeat('y', 1000000)), 1000000);
fclose($b);
fclose($a);
check('all', $peer->result() > 1000000);
[$a, $b] = carrier();
fclose($b);
check('nobody', xsock_send_fds($a, [$listener]), false);
check_has('said', warned(), 'Send of 1 bytes failed', 'Broken pipe');
fclose($a);
check_throws('closed', TypeError::class, fn() => xsock_send_fds($a, [$listener]), 'not a valid stream resource');
done();
?>
--EXPECT--
40 checks, all right
