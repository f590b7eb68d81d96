--TEST--
replace_transports: under PHP's own names defaults, results and warnings are core's
--EXTENSIONS--
sockets
xsock
--INI--
xsock.replace_transports=1
xsock.backlog=77
xsock.write_buffer=4000
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); // a build without leaves tcp:// to ext/openssl ?>
--FILE--
<?php
// A program that nobody edits must not see that its transports changed. Each expectation is what PHP 8.2 does.
require __DIR__ . '/../inc/checks.inc';

function context(array $socket)
{
    return stream_context_create(['socket' => $socket]);
}
// The INI settings of xsock are for those who know it.
$server = stream_socket_server('tcp://127.0.0.1:0');
$info = xsock_info($server);
check('backlog 32', [$info['backlog'], $info['write_buffer'], $info['blocking']], [32, 0, true]);
check('no delay is not on', xsock_get_option($server, 'tcp_nodelay'), false);
$client = client_of($server);
$conn = stream_socket_accept($server, 10);
check('accepted', [xsock_get_option($conn, 'tcp_nodelay'), xsock_info($conn)['write_buffer'], stream_get_meta_data($conn)['blocked']], [false, 0, true]);
check('connected', [xsock_get_option($client, 'tcp_nodelay'), xsock_info($client)['write_buffer']], [false, 0]);
check('buffer sizes', [stream_set_write_buffer($conn, 8192), stream_set_read_buffer($conn, 100), stream_set_read_buffer($conn, 0)], [-1, 0, 0]);
check('no TLS to end', @stream_socket_enable_crypto($conn, false), false);
check('nor on unix', stream_socket_enable_crypto(stream_socket_server('unix://' . scratch() . '/s'), false), true);
$client = client_of($server);
$conn = stream_socket_accept($server, 10);
stream_set_chunk_size($conn, 10);
fwrite($client, str_repeat('x', 25));
check('chunk size', [strlen(fread($conn, 100)), strlen(fread($conn, 100)), strlen(fread($conn, 100))], [10, 10, 5]);

// The context: what is unknown is passed over, numbers are what PHP makes of them.
foreach ([['backlog' => 5], ['backlog' => '6 apples'], ['backlog' => 'abc'], ['backlogg' => 5, 7 => 8, 'tcp_nodelay' => []]] as $i => $options) {
    $server = stream_socket_server('tcp://127.0.0.1:0', $code, $text, 12, context($options));
    check("backlog $i", xsock_info($server)['backlog'], [5, 6, 0, 32][$i]);
}
$server = stream_socket_server('tcp://127.0.0.1:0', $code, $text, 12, context(['tcp_nodelay' => 1]));
$client = client_of($server);
check('tcp_nodelay asked for', xsock_get_option(stream_socket_accept($server, 5), 'tcp_nodelay'));
check('silent', warned(), '');

// Errors: the reason alone, as text and in the warning.
$taken = stream_socket_get_name($server, false);
check('taken', @stream_socket_server("tcp://$taken", $code, $text), false);
check('its text', $text, 'Address already in use');
check('refused', [stream_socket_client('tcp://127.0.0.1:1', $code, $text, 5), $code, $text], [false, SOCKET_ECONNREFUSED, 'Connection refused']);
check('warning', warned(), 'stream_socket_client(): Unable to connect to tcp://127.0.0.1:1 (Connection refused)');
check('no such name', [@stream_socket_client('tcp://nowhere.invalid:80', $code, $text, 5), $code], [false, 0]);
check_has('its text', $text, 'php_network_getaddresses: getaddrinfo for nowhere.invalid failed: ');
check('no such file', [@stream_socket_client('unix:///no/such/file', $code, $text, 5), $code, $text], [false, SOCKET_ENOENT, 'No such file or directory']);
foreach (['127.0.0.1' => 'Failed to parse address "127.0.0.1"', '[::1' => 'Failed to parse IPv6 address "[::1"',
    "a\0b:80" => 'The hostname must not contain null bytes',
    '127.0.0.1:80800' => 'Failed to parse address "127.0.0.1:80800": port is not a decimal number from 0 to 65535'] as $address => $want) {
    check("address $address", [@stream_socket_server("tcp://$address", $code, $text), $text], [false, $want]);
}
warned();
check('nobody', stream_socket_accept($server, 0), false);
check('warning', warned(), 'stream_socket_accept(): Accept failed: Connection timed out');
check('no server', @stream_socket_accept($client, 0), false);
check('warning about it', warned() ?: error_get_last()['message'] ?? '', '');

// What follows the port tells persistent connections apart.
$port = port_of($server);
foreach (['/one', '?two', '#three', '/a:b/c'] as $path) {
    check("127.0.0.1:port$path", is_resource(stream_socket_client("tcp://127.0.0.1:$port$path", $code, $text, 5)));
}
// Unix: "@name" is a file, an abstract name begins with NUL and is not shown.
$dir = scratch(); // not with chdir(), which is no system call in a thread-safe PHP
$name = run_php('$s = stream_socket_server("unix://@name"); echo xsock_info($s)["transport"], stream_socket_get_name($s, false);', "cd $dir; exec");
check('a file', [$name, file_exists("$dir/@name")], ['unix@name', true]);
$abstract = "\0xsock-" . getmypid();
$server = stream_socket_server("unix://$abstract");
check('abstract', [stream_socket_get_name($server, false), is_resource(stream_socket_client("unix://$abstract"))], [false, true]);
foreach (['udp://127.0.0.1:0' => 'udp_socket', 'udg://' . scratch() . '/g' => 'udg_socket'] as $address => $type) {
    check($type, stream_get_meta_data(stream_socket_server($address, $code, $text, STREAM_SERVER_BIND))['stream_type'], $type);
}
// A program that asks for xsock by name gets it as ever.
check('xsock_server', xsock_info(xsock_server('tcp://127.0.0.1:0'))['backlog'], 77);
check('xtcp', stream_get_meta_data(stream_socket_server('xtcp://127.0.0.1:0'))['stream_type'], 'xsock_tcp');
done();
?>
--EXPECT--
39 checks, all right
