--TEST--
a descriptor handed out has the mode others expect; select changes nothing
--EXTENSIONS--
pcntl
sockets
xsock
--FILE--
<?php
// stream_set_blocking touches no descriptor; import, proc_open and php://fd see the real mode, and no SO_RCVTIMEO of ours.
require __DIR__ . '/../inc/checks.inc';

[$server, $peer, $conn] = trio();
$nonblock = fn () => (xt_fd_flags(xt_fd($conn)) & XT_O_NONBLOCK) !== 0;
check('accepted blocking', $nonblock(), false);
check('server non-blocking', (xt_fd_flags(xt_fd($server)) & XT_O_NONBLOCK) !== 0);
stream_set_blocking($conn, false);
check('the flag alone changed', $nonblock(), false);
$r = [$conn];
stream_select($r, $w, $e, 0);
check('select changes nothing', $nonblock(), false);
stream_isatty($conn);
check('isatty changes nothing', $nonblock(), false);
fwrite($peer, 'x');
check('reads', fread($conn, 5), 'x');
$socket = socket_import_stream($conn);
check('handed out: non-blocking', $nonblock());
check('recv comes back', @socket_recv($socket, $got, 1, 0), false);
unset($socket);

[$server, $peer, $conn] = trio();
stream_set_timeout($conn, 0, 50000);
fread($conn, 1);
$socket = socket_import_stream($conn);
check('handed out: blocking', (xt_fd_flags(xt_fd($conn)) & XT_O_NONBLOCK) !== 0, false);
check('no timeout of ours is left', socket_get_option($socket, SOL_SOCKET, SO_RCVTIMEO), ['sec' => 0, 'usec' => 0]);
check('our reads still have theirs', xt_seconds(fn () => fread($conn, 1), $got) >= 0.04 && stream_get_meta_data($conn)['timed_out']);
check('nor after a read', socket_get_option($socket, SOL_SOCKET, SO_RCVTIMEO), ['sec' => 0, 'usec' => 0]);
stream_set_blocking($conn, false);
stream_set_blocking($conn, true);
fwrite($peer, 'y');
check('reads on', fread($conn, 1), 'y');

// the server's descriptor stays as it is
$mode = xt_fd_flags(xt_fd($server));
stream_set_blocking($server, true);
$import = socket_import_stream($server);
$r = [$server];
stream_select($r, $w, $e, 0);
check('a server is never touched', xt_fd_flags(xt_fd($server)), $mode);
done();
?>
--EXPECT--
14 checks, all right
