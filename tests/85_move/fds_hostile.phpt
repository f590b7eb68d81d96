--TEST--
recv_fds: hostile control messages: nothing leaks, nobody hangs, what is no stream of ours is still a stream
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// The sender is any process that may connect. It decides what is in the control messages, and how many there are.
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/carrier.inc';
[$a, $b] = carrier();
stream_set_timeout($b, 20);
$raw = socket_import_stream($a);
$file = fopen(__FILE__, 'r');
$rights = fn(array $what) => ['level' => SOL_SOCKET, 'type' => SCM_RIGHTS, 'data' => $what];
$send = function (string $data, array ...$control) use (&$raw) {
    return socket_sendmsg($raw, ['iov' => [$data], 'control' => $control]);
};
$open = count(xt_fds());

check('two messages with rights', $send('two', $rights([$file, $file]), $rights([$file])), 3);
check('all of them', [count($got = xsock_recv_fds($b, data: $data)), $data], [3, 'two']);
check('credentials beside rights', $send('three', ['level' => SOL_SOCKET, 'type' => SCM_CREDENTIALS,
    'data' => ['pid' => getmypid(), 'uid' => getmyuid(), 'gid' => getmygid()]], $rights([$file])), 5);
check('the file', count($got = xsock_recv_fds($b)), 1);

// Somebody who shares the receiving descriptor asked for credentials: they come with every message from then on.
socket_set_option(socket_import_stream($b), SOL_SOCKET, SO_PASSCRED, 1);
check('253 and credentials', xsock_send_fds($a, array_fill(0, 253, $file), 'many'), 4);
check('all', count($got = xsock_recv_fds($b, 253)), 253);
check('none lost', warned(), '');
check('bytes alone', [$send('x'), xsock_recv_fds($b, data: $data), $data], [1, [], 'x']);
$got = null;
check('none left', count(xt_fds()), $open);

// What is no socket of ours, or nothing one can read.
// socket_sendmsg() takes streams only: one around each descriptor of that kind that an opener opens.
$keep = $odd = [];
foreach (['socket:' => fn() => socket_create(AF_UNIX, SOCK_SEQPACKET, 0), 'socket: ' => fn() => socket_create(AF_INET, SOCK_STREAM, 0),
    'anon_inode:' => fn() => xsock_server('tcp://127.0.0.1:0'), '/' => fn() => fopen('/', 'r')] as $kind => $opener) {
    $before = xt_fds();
    $keep[] = $opener();
    $new = array_filter(array_diff_key(xt_fds(), $before), fn($what) => str_starts_with($what, trim($kind)));
    $odd[] = fopen('php://fd/' . array_key_first($new), 'r');
}
check('sent', $send('odd', $rights([...$odd, $a, $b])), 3);
$got = xsock_recv_fds($b);
check('kinds', array_map(fn($s) => stream_get_meta_data($s)['stream_type'], $got),
    ['STDIO', 'xsock_tcp', 'STDIO', 'STDIO', 'xsock_unix', 'xsock_unix']);
check('not connected', [@fwrite($got[1], 'x'), stream_socket_get_name($got[1], true)], [false, false]);
check('not listening', @stream_socket_accept($got[1], 0), false);
check('a folder has no bytes', @fread($got[3], 10), false);
check('the carrier itself', [fwrite($got[4], 'loop'), xsock_recv_fds($got[5], data: $data), $data], [4, [], 'loop']);
warned();
$got = null;
$odd = $keep = null;

// A socket on its way through itself, and one nobody ever takes out: the kernel's, and gone with the last close.
$send('knot', $rights([$b]));
[$knot] = xsock_recv_fds($b);
check('itself', [fwrite($a, 'through'), fread($knot, 9)], [7, 'through']);
fclose($knot);
for ($i = 0; $i < 5; $i++) {
    $send('never taken', $rights(array_fill(0, 50, $file)));
}
check('read without descriptors', strlen(fread($b, 11)), 11);
check('none came', count(xt_fds()), $open);
fclose($b);
check('the sender is told', @fwrite($a, 'x'), false);
warned();

// Datagrams may be empty and carry descriptors all the same.
[$a, $b] = carrier('udg');
$raw = socket_import_stream($a);
check('an empty datagram', $send('', $rights([$file])), 0);
check('its file', [count(xsock_recv_fds($b, data: $data)), $data, feof($b)], [1, '', false]);
check('a large one', $send(str_repeat('x', 100000), $rights([$file])), 100000);
check('its file', [count(xsock_recv_fds($b, data: $data)), strlen($data)], [1, 100000]);
warned();
check_no_leak('hostile messages', function () use ($send, $rights, $file, $seq, $b) {
    $send('x', $rights([$file, STDIN]), $rights([$file]));
    xsock_recv_fds($b, 2);
});
done();
?>
--EXPECT--
25 checks, all right
