--TEST--
A known context key of a wrong type or out of range fails the call with a warning, code 0
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('proc'); ?>
--FILE--
<?php
// A context is made far from the call, so it must not throw; but a server with half its options must not start.
require __DIR__ . '/../inc/checks.inc';
$bad = [['backlog', 'abc', 'abc'], ['backlog', -2, '-2'], ['backlog', 1e30, 'backlog'], ['backlog', [], 'int'], ['so_reuseport', [], 'bool'],
    ['read_buffer', -1, '-1'], ['so_rcvbuf', 0, 'so_rcvbuf'], ['tcp_keepidle', 0, 'tcp_keepidle'], ['tcp_congestion', [], 'string'], ['so_linger', 70000, '70000']];
foreach ($bad as [$key, $value, $word]) {
    $what = "$key " . show($value);
    $code = 7;
    $server = xsock_server('tcp://127.0.0.1:0', $code, $text, context: stream_context_create(['socket' => [$key => $value]]));
    check($what, $server, false);
    check("$what code", $code, 0);
    check_has("$what text", $text, $key);
    check_has("$what warning", warned(), $text);
}
foreach ([['backlog', '12', 12], ['backlog', 12.0, 12], ['backlog', true, 1], ['tcp_nodelay', 0, false], ['tcp_nodelay', '1', true], ['so_keepalive', 1, true]] as [$key, $value, $want]) {
    $server = xsock_server('tcp://127.0.0.1:0', context: stream_context_create(['socket' => [$key => $value]]));
    check("$key " . show($value), $server ? xsock_get_option($server, $key) : null, $want);
    $server = xsock_server('tcp://127.0.0.1:0', options: [$key => $value]);
    check("$key " . show($value) . ' as option', $server ? xsock_get_option($server, $key) : null, $want);
}
$options = ['socket' => ['backlog' => '12', 'tcp_nodelay' => '1', 'so_keepalive' => 1, 'so_bindtodevice' => null]];
$context = stream_context_create($options);
$server = xsock_server('tcp://127.0.0.1:0', context: $context);
check('the context is not written to', stream_context_get_options($context), $options);
$ok = stream_context_create(['socket' => ['backlog' => -2]]);
check_no_leak('a refused context', fn() => xsock_server('tcp://127.0.0.1:0', $code, $text, context: $ok));
done();
?>
--EXPECT--
55 checks, all right
