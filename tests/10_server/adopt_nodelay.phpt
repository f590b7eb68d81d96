--TEST--
tcp_nodelay is on by default for adopted sockets, too
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// The same server answered small writes at once when it had bound itself, and waited for acknowledgements when
// systemd had.
require __DIR__ . '/../inc/checks.inc';
function listening(): int
{
    $before = xt_fds();
    $GLOBALS['kept'][] = $socket = socket_create(AF_INET, SOCK_STREAM, 0);
    socket_bind($socket, '127.0.0.1', 0);
    socket_listen($socket);
    return array_key_first(array_diff_key(xt_fds(), $before));
}
foreach (['by default' => [[], true], 'off' => [['tcp_nodelay' => false], false], 'on' => [['tcp_nodelay' => true], true]] as $how => [$options, $want]) {
    $server = xsock_server('fd://' . listening(), options: $options);
    $client = client_of($server);
    $connection = xsock_accept($server, 10);
    check("$how: server", xsock_get_option($server, 'tcp_nodelay'), $want);
    check("$how: connection", xsock_get_option($connection, 'tcp_nodelay'), $want);
    $before = xt_fds();
    $raw = socket_create(AF_INET, SOCK_STREAM, 0);
    $fd = array_key_first(array_diff_key(xt_fds(), $before));
    socket_connect($raw, '127.0.0.1', port_of($server));
    $GLOBALS['kept'][] = $raw;
    check("$how: client", xsock_get_option(xsock_client("fd://$fd", options: $options), 'tcp_nodelay'), $want);
}
done();
?>
--EXPECT--
9 checks, all right
