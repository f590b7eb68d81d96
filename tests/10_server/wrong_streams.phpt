--TEST--
Every function refuses what is not an open xsock stream with a TypeError naming the argument
--EXTENSIONS--
xsock
sockets
--FILE--
<?php
// A closed stream, core's streams, files, sockets, contexts, null, text: none may crash or be taken for ours.
require __DIR__ . '/../inc/checks.inc';
$closed = xsock_server('tcp://127.0.0.1:0');
fclose($closed);
$core = replaced() ? stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0)[1] : stream_socket_server('tcp://127.0.0.1:0');
$wrong = ['closed' => $closed, 'core' => $core, 'file' => fopen(__FILE__, 'r'), 'memory' => fopen('php://memory', 'r+'),
    'pair' => stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0)[0], 'context' => stream_context_create(),
    'folder' => opendir(__DIR__), 'null' => null, 'int' => 5, 'string' => 'tcp://127.0.0.1:0', 'array' => [], 'object' => new stdClass,
    'Socket' => socket_create(AF_INET, SOCK_STREAM, 0)];
$calls = [
    'xsock_accept' => fn($s) => xsock_accept($s, 0.0),
    'xsock_accept_many' => fn($s) => xsock_accept_many($s),
    'xsock_info' => fn($s) => xsock_info($s),
    'xsock_set_option' => fn($s) => xsock_set_option($s, 'tcp_nodelay', true),
    'xsock_get_option' => fn($s) => xsock_get_option($s, 'tcp_nodelay'),
    'xsock_detach' => fn($s) => xsock_detach($s),
    'xsock_reset' => fn($s) => xsock_reset($s),
    'xsock_writev' => fn($s) => xsock_writev($s, ['x']),
];
foreach ($calls as $name => $call) {
    foreach ($wrong as $what => $value) {
        // PHP's own words for a resource that is closed or no stream at all name no argument
        check_throws("$name $what", TypeError::class, fn() => $call($value), "$name(): ");
    }
}
check('core\'s stream is unharmed', is_resource(replaced() ? $core : client_of($core)));
done();
?>
--EXPECT--
209 checks, all right
