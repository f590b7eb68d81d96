--TEST--
An unknown key in the context's socket group is warned about, with the nearest known name
--EXTENSIONS--
xsock
--FILE--
<?php
// 'SO_REUSEPORT' or 'backlogg' in a context is silently ignored by core. The server still starts: contexts can
// carry keys meant for another PHP version.
require __DIR__ . '/../inc/checks.inc';
foreach (['backlogg' => 'backlog', 'SO_REUSEPORT' => 'so_reuseport', 'tcp_no_delay' => 'tcp_nodelay', 'so_rcvbuff' => 'so_rcvbuf',
    // the name without what stands in front
    'reuseport' => 'so_reuseport', 'Mode' => 'unix_mode', 'linger' => 'so_linger', 'ttl' => 'multicast_ttl'] as $wrong => $right) {
    $context = stream_context_create(['socket' => [$wrong => 5]]);
    $server = xsock_server('tcp://127.0.0.1:0', context: $context);
    check("$wrong starts", is_resource($server));
    check_has("$wrong warning", warned(), 'xsock_server()', "\"$wrong\"", "\"$right\"");
}
$server = xsock_server('tcp://127.0.0.1:0', context: stream_context_create(['socket' => ['qqqqqqqqqqqqq' => 5]]));
check_has('no near name', warned(), 'qqqqqqqqqqqqq');
check('starts', is_resource($server));
$server = xsock_server('tcp://127.0.0.1:0', context: stream_context_create(['http' => ['method' => 'POST'], 'socket' => []]));
check('other groups are not ours', warned(), '');
foreach (['xsock', 'tcp', 'tls'] as $group) { // it was passed over without a word, and the server ran with other options
    $server = xsock_server('tcp://127.0.0.1:0', context: stream_context_create([$group => ['backlog' => 5]]));
    check_has("group $group", warned(), "\"$group\"", '"socket" and "ssl"');
    check('starts', is_resource($server));
}
foreach (['read_timeout', 'so_rcvtimeo'] as $wrong) {
    $server = xsock_server('tcp://127.0.0.1:0', context: stream_context_create(['socket' => [$wrong => 5]]));
    check_has($wrong, warned(), 'stream_set_timeout()');
}
$server = stream_socket_server('xtcp://127.0.0.1:0', $code, $text, 12, stream_context_create(['socket' => ['backlogg' => 5]]));
check_has('through PHP', warned(), 'backlogg', '"backlog"');
set_error_handler(function (int $level, string $text) { throw new ErrorException($text); });
check_throws('a handler that throws', ErrorException::class, fn() => xsock_server('tcp://127.0.0.1:0', context: stream_context_create(['socket' => ['backlogg' => 5]])), 'backlogg');
restore_error_handler();
done();
?>
--EXPECT--
30 checks, all right
