--TEST--
xsock_set_option() changes what can be changed on an open socket, and says what cannot
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'reno'); ?>
--FILE--
<?php
// Listener and connection; an option that only counts at opening is refused by name instead of ignored.
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/options.inc';
[$server, $client, $connection] = trio();
foreach (XS_TCP_OPTIONS as $row) {
    [$name, $value] = $row;
    $want = $row[2] ?? $value;
    $what = "$name " . show($value);
    if (in_array($name, XS_LIVE_TCP, true)) {
        check("$what listener", xsock_set_option($server, $name, $value), true);
        check("$what listener reads", xsock_get_option($server, $name), $want);
        if (in_array($name, XS_INHERITED, true)) {
            check("$what connection", xsock_set_option($connection, $name, $value), true);
            check("$what connection reads", xsock_get_option($connection, $name), $want);
        }
    } else {
        check_throws("$what only at opening", ValueError::class, fn() => xsock_set_option($server, $name, $value), $name);
    }
}
if (PHP_OS_FAMILY === 'Linux') { // it could be set and not be unset
    check('so_incoming_cpu', [xsock_set_option($server, 'so_incoming_cpu', 0), xsock_set_option($server, 'so_incoming_cpu', -1), xsock_get_option($server, 'so_incoming_cpu')], [true, true, -1]);
} else {
    $xs_checks++; // not there
}
check('a string counts as in weak mode', xsock_set_option($connection, 'so_keepalive', '0'), true);
check('off', xsock_get_option($connection, 'so_keepalive'), false);
foreach ([['backlogg', 5, ValueError::class, '"backlog"'], ['tcp_keepidle', 'abc', TypeError::class, 'tcp_keepidle'],
    ['tcp_keepidle', 0, ValueError::class, 'tcp_keepidle'], ['tcp_keepidle', [], TypeError::class, 'tcp_keepidle'],
    ['read_buffer', -1, ValueError::class, 'read_buffer'], ['so_broadcast', true, ValueError::class, 'so_broadcast']] as [$name, $value, $class, $word]) {
    check_throws("set $name " . show($value), $class, fn() => xsock_set_option($connection, $name, $value), $word);
}
check_throws('get unknown', ValueError::class, fn() => xsock_get_option($connection, 'backlogg'), '"backlog"');
check('backlog of a connection cannot be set', @xsock_set_option($connection, 'backlog', 5), false);
warned();
check('the system refuses', xsock_set_option($connection, 'tcp_congestion', 'nosuch'), false);
check_has('and says why', warned(), 'tcp_congestion', 'No such file or directory');
fwrite($client, "still alive\n");
check('the connection is unharmed', fgets($connection), "still alive\n");
done();
?>
--EXPECT--
119 checks, all right
