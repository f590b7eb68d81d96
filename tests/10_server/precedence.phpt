--TEST--
Named argument wins over options, options over context, context over INI
--EXTENSIONS--
xsock
--FILE--
<?php
// One rule for all five explicit sizes, so nobody has to guess which place counted.
require __DIR__ . '/../inc/checks.inc';
ini_set('xsock.backlog', '11');
ini_set('xsock.read_buffer', '1100');
ini_set('xsock.write_buffer', '1200');
$context = stream_context_create(['socket' => ['backlog' => 22, 'read_buffer' => 2200, 'write_buffer' => 2300, 'so_rcvbuf' => 20000, 'so_sndbuf' => 21000]]);
$options = ['backlog' => 33, 'read_buffer' => 3300, 'write_buffer' => 3400, 'so_rcvbuf' => 30000, 'so_sndbuf' => 31000];
function sizes($server): array
{
    $info = xsock_info($server);
    return [$info['backlog'], $info['read_buffer'], $info['write_buffer'], $info['so_rcvbuf'], $info['so_sndbuf']];
}
$factor = PHP_OS_FAMILY === 'Linux' ? 2 : 1; // Linux doubles kernel buffers
[$rcvbuf, $sndbuf] = array_slice(sizes(xsock_server('tcp://127.0.0.1:0')), 3);
$a = 'tcp://127.0.0.1:0';
check('INI', sizes(xsock_server($a)), [11, 1100, 1200, $rcvbuf, $sndbuf]);
check('context', sizes(xsock_server($a, context: $context)), [22, 2200, 2300, $factor * 20000, $factor * 21000]);
check('options', sizes(xsock_server($a, context: $context, options: $options)), [33, 3300, 3400, $factor * 30000, $factor * 31000]);
check('arguments', sizes(xsock_server($a, context: $context, backlog: 44, read_buffer: 4400, write_buffer: 4500, so_rcvbuf: 40000, so_sndbuf: 41000,
    options: $options)), [44, 4400, 4500, $factor * 40000, $factor * 41000]);
check('null is not given', sizes(xsock_server($a, context: $context, backlog: null, options: ['backlog' => null, 'read_buffer' => null])),
    [22, 2200, 2300, $factor * 20000, $factor * 21000]);
check('read_buffer 0 is a value', xsock_info(xsock_server($a, context: $context, read_buffer: 0))['read_buffer'], 0);
stream_context_set_default(['socket' => ['backlog' => 55]]);
check('the default context counts, as in core', xsock_info(xsock_server($a))['backlog'], 55);
$server = xsock_server($a, backlog: 4, read_buffer: 4400, write_buffer: 4500, so_rcvbuf: 40000, so_sndbuf: 41000);
$client = client_of($server);
check('accepted streams inherit the buffers', array_intersect_key(xsock_info(xsock_accept($server, 10)), ['read_buffer' => 1, 'write_buffer' => 1]),
    ['read_buffer' => 4400, 'write_buffer' => 4500]);
done();
?>
--EXPECT--
8 checks, all right
