--TEST--
every descriptor we make is closed on exec, the option cloexec turns it off
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// PHP's own sets it nowhere: a child started with proc_open keeps the port in use.
require __DIR__ . '/../inc/checks.inc';

$dir = scratch();
$before = xt_fds();
$tcp = xsock_server('tcp://127.0.0.1:0');
$unix = xsock_server("unix://$dir/s");
$udg = xsock_server("udg://$dir/d");
$udp = xsock_server('udp://127.0.0.1:0');
$scheme = stream_socket_server('xtcp://127.0.0.1:0');
$client = xsock_client('tcp://' . stream_socket_get_name($tcp, false));
$accepted = xsock_accept($tcp, 5);
$client2 = stream_socket_client('xunix://' . "$dir/s");
[$accepted2] = xsock_accept_many($unix, 1, 5.0);
$client3 = stream_socket_client('xtcp://' . stream_socket_get_name($scheme, false));
$accepted3 = stream_socket_accept($scheme, 5);
$ours = array_diff_key(xt_fds(), $before);
check_within('descriptors of ours', count($ours), 11, 30);
check('inherited ones', array_filter($ours, fn ($fd) => !(xt_fd_flags($fd) & XT_O_CLOEXEC), ARRAY_FILTER_USE_KEY), []);
$name = stream_socket_get_name($tcp, false);
$child = proc_open(['sh', '-c', 'ls -l /proc/self/fd; read x'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
for ($listed = ''; !str_contains($listed, ' 0 ->') || !str_contains($listed, ' 1 ->');) {
    $listed .= fgets($pipes[1]);
}
array_map('fclose', [$tcp, $client, $accepted]);
check('the port is free although a child lives', is_resource(xsock_server("tcp://$name")));
fclose($pipes[0]);
proc_close($child);

$open = xsock_server('tcp://127.0.0.1:0', options: ['cloexec' => false]);
check('cloexec off', xt_fd_flags(xt_fd($open)) & XT_O_CLOEXEC, 0);
done();
?>
--EXPECT--
4 checks, all right
