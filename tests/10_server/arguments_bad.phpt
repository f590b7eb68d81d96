--TEST--
Wrong types and values out of range throw before anything is opened
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('proc'); ?>
--FILE--
<?php
// stream_socket_server() takes backlog 'abc' and 1e30 without a word.
require __DIR__ . '/../inc/checks.inc';
$address = 'tcp://127.0.0.1:0';
$bound = xsock_server($address);
$bad = [
    'backlog abc' => [TypeError::class, fn() => xsock_server($address, backlog: 'abc'), 'backlog', 'int'],
    'backlog -2' => [ValueError::class, fn() => xsock_server($address, backlog: -2), 'backlog', '-2'],
    'backlog huge' => [ValueError::class, fn() => xsock_server($address, backlog: PHP_INT_MAX), 'backlog'],
    'backlog array' => [TypeError::class, fn() => xsock_server($address, backlog: []), 'backlog'],
    'read_buffer -1' => [ValueError::class, fn() => xsock_server($address, read_buffer: -1), 'read_buffer', '-1'],
    'read_buffer huge' => [ValueError::class, fn() => xsock_server($address, read_buffer: PHP_INT_MAX), 'read_buffer'],
    'write_buffer -1' => [ValueError::class, fn() => xsock_server($address, write_buffer: -1), 'write_buffer', '-1'],
    'write_buffer huge' => [ValueError::class, fn() => xsock_server($address, write_buffer: PHP_INT_MAX), 'write_buffer'],
    'so_rcvbuf 0' => [ValueError::class, fn() => xsock_server($address, so_rcvbuf: 0), 'so_rcvbuf', '0'],
    'so_rcvbuf 2^31' => [PHP_INT_SIZE > 4 ? ValueError::class : TypeError::class, fn() => xsock_server($address, so_rcvbuf: 2 ** 31), 'so_rcvbuf'],
    'so_sndbuf -7' => [ValueError::class, fn() => xsock_server($address, so_sndbuf: -7), 'so_sndbuf', '-7'],
    'address array' => [TypeError::class, fn() => xsock_server([]), 'address'],
    'flags text' => [TypeError::class, fn() => xsock_server($address, flags: 'x'), 'flags'],
    'flags 0' => [ValueError::class, fn() => xsock_server($address, flags: 0), 'flags'],
    'flags junk' => [ValueError::class, fn() => xsock_server($address, flags: 0x7fffffff), 'flags'],
    'context no resource' => [TypeError::class, fn() => xsock_server($address, context: 5), 'context'],
    'context wrong resource' => [TypeError::class, fn() => xsock_server($address, context: fopen('php://memory', 'r')), 'context'],
    'options no array' => [TypeError::class, fn() => xsock_server($address, options: 'x'), 'options'],
    'unknown option' => [ValueError::class, fn() => xsock_server($address, options: ['backlogg' => 5]), 'backlogg', '"backlog"'],
    'unknown case' => [ValueError::class, fn() => xsock_server($address, options: ['SO_REUSEPORT' => 5]), 'SO_REUSEPORT', '"so_reuseport"'],
    'unknown far' => [ValueError::class, fn() => xsock_server($address, options: ['zzzzzzzzzzz' => 5]), 'zzzzzzzzzzz'],
    'unknown empty' => [ValueError::class, fn() => xsock_server($address, options: ['' => 5])],
    'unknown number' => [ValueError::class, fn() => xsock_server($address, options: [5])],
    'unknown long' => [ValueError::class, fn() => xsock_server($address, options: [str_repeat('x', 100000) => 5])],
    'unknown nul' => [ValueError::class, fn() => xsock_server($address, options: ["backlog\0" => 5])],
    'unknown group' => [ValueError::class, fn() => xsock_server($address, options: ['ssl' => ['local_cert' => 'x']]), '"ssl"', 'groups'],
    'option backlog abc' => [TypeError::class, fn() => xsock_server($address, options: ['backlog' => 'abc']), 'backlog', 'int'],
    'option backlog null byte' => [TypeError::class, fn() => xsock_server($address, options: ['backlog' => "5\0"]), 'backlog'],
    'option backlog 1e30' => [TypeError::class, fn() => xsock_server($address, options: ['backlog' => 1e30]), 'backlog'],
    'option backlog nan' => [TypeError::class, fn() => xsock_server($address, options: ['backlog' => NAN]), 'backlog'],
    'option backlog 1.5' => [TypeError::class, fn() => xsock_server($address, options: ['backlog' => 1.5]), 'backlog'],
    'option backlog array' => [TypeError::class, fn() => xsock_server($address, options: ['backlog' => [5]]), 'backlog'],
    'option backlog object' => [TypeError::class, fn() => xsock_server($address, options: ['backlog' => new stdClass]), 'backlog'],
    'option backlog 70000' => [ValueError::class, fn() => xsock_server($address, options: ['backlog' => 70000]), 'backlog', '70000'],
    'option bool array' => [TypeError::class, fn() => xsock_server($address, options: ['so_reuseport' => []]), 'so_reuseport', 'bool'],
    'option string array' => [TypeError::class, fn() => xsock_server($address, options: ['tcp_congestion' => []]), 'tcp_congestion', 'string'],
    'option string empty' => [ValueError::class, fn() => xsock_server($address, options: ['tcp_congestion' => '']), 'tcp_congestion'],
    'option string long' => [ValueError::class, fn() => xsock_server($address, options: ['so_bindtodevice' => str_repeat('x', 300)]), 'so_bindtodevice'],
    'option read_buffer' => [ValueError::class, fn() => xsock_server($address, options: ['read_buffer' => -1]), 'read_buffer', '-1'],
    'option list' => [TypeError::class, fn() => xsock_server('udp://127.0.0.1:0', options: ['multicast_groups' => '239.0.0.1']), 'multicast_groups'],
    'option list item' => [TypeError::class, fn() => xsock_server('udp://127.0.0.1:0', options: ['multicast_groups' => [7]]), 'multicast_groups'],
    'option of udp on tcp' => [ValueError::class, fn() => xsock_server($address, options: ['multicast_ttl' => 3]), 'multicast_ttl', 'tcp'],
    'option of unix on tcp' => [ValueError::class, fn() => xsock_server($address, options: ['unix_mode' => 0600]), 'unix_mode', 'tcp'],
    'option of tcp on unix' => [ValueError::class, fn() => xsock_server('unix://@xs' . getmypid(), options: ['tcp_nodelay' => true]), 'tcp_nodelay', 'unix'],
    'mode 01000' => [ValueError::class, fn() => xsock_server('unix://@xs' . getmypid(), options: ['unix_mode' => 01000]), 'unix_mode'],
    'client read_buffer' => [ValueError::class, fn() => xsock_client($address, read_buffer: -1), 'read_buffer'],
    'client unknown' => [ValueError::class, fn() => xsock_client($address, options: ['tcp_nodelayy' => 1]), 'tcp_nodelayy', '"tcp_nodelay"'],
    'client fast open' => [ValueError::class, fn() => xsock_client($address, options: ['tcp_fastopen' => 5]), 'tcp_fastopen', 'is for servers'], // a queue
    'client backlog' => [ValueError::class, fn() => xsock_client($address, options: ['backlog' => 5]), 'backlog', 'is for servers'],
    'server bindto' => [ValueError::class, fn() => xsock_server($address, options: ['bindto' => '127.0.0.1:0']), 'bindto', 'is for clients'],
    'too late' => [ValueError::class, fn() => xsock_server('fd://' . xt_fd($bound), options: ['so_reuseport' => true]), 'so_reuseport', 'bound already'],
    'client flags' => [ValueError::class, fn() => xsock_client($address, flags: 1 << 20), 'flags', 'STREAM_CLIENT_'],
    'client timeout' => [TypeError::class, fn() => xsock_client($address, timeout: 'soon'), 'timeout'],
];
foreach ($bad as $what => $case) {
    check_throws($what, $case[0], $case[1], ...array_slice($case, 2));
}
check_no_leak('a refused argument', function () use ($bad) {
    foreach ($bad as $case) {
        try {
            $case[1]();
        } catch (Error) {
        }
    }
}, 5);
done();
?>
--EXPECT--
104 checks, all right
