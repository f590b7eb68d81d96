--TEST--
Every option of a tcp listener: given, in force, read back from the kernel
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'reno'); ?>
--FILE--
<?php
// Core knows five of these and ignores the rest silently. Each is given in $options and again in the context.
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/options.inc';
foreach (XS_TCP_OPTIONS as $row) {
    [$name, $value] = $row;
    $want = $row[2] ?? $value;
    $what = "$name " . show($value);
    $server = xsock_server('tcp://127.0.0.1:0', $code, $text, options: [$name => $value]);
    check("$what opens", $text, '');
    check($what, xsock_get_option($server, $name), $want);
    $server = xsock_server('tcp://127.0.0.1:0', $code, $text, context: stream_context_create(['socket' => [$name => $value]]));
    check("$what in a context", xsock_get_option($server, $name), $want);
    $shown = xsock_info($server)['options'];
    check("$what is listed in force", $shown[$name] ?? 'missing', $want);
}
$server = xsock_server('tcp://127.0.0.1:0');
check('tcp_nodelay is on by default', xsock_get_option($server, 'tcp_nodelay'), true);
check('so_reuseaddr is on by default', xsock_get_option($server, 'so_reuseaddr'), true);
check('so_reuseport is off by default', xsock_get_option($server, 'so_reuseport'), false);
check('so_keepalive is off by default', xsock_get_option($server, 'so_keepalive'), false);
check('so_linger is off by default', xsock_get_option($server, 'so_linger'), -1);
check('cloexec is on by default', xsock_get_option($server, 'cloexec'), true);
done();
?>
--EXPECT--
130 checks, all right
