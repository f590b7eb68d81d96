--TEST--
xsock_info() says what is really in force
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Support questions end with "and what does it say is in force?".
require __DIR__ . '/../inc/checks.inc';
[$server, $client, $connection] = trio('tcp://127.0.0.1:0', ['backlog' => 5, 'tcp_keepidle' => 7]);
$info = xsock_info($server);
foreach (['transport' => 'tcp', 'local' => stream_socket_get_name($server, false), 'backlog' => 5, 'queued' => 0, 'accepted' => 1, 'aborted' => 0,
    'read_buffer' => 8192, 'write_buffer' => 0] as $key => $want) {
    check("listener $key", $info[$key] ?? 'missing', $want);
}
check('listener blocking', is_bool($info['blocking']), true);
check('listener has no peer', $info['peer'] ?? null, null);
check('option given', $info['options']['tcp_keepidle'], 7);
check_within('kernel buffer', $info['so_rcvbuf'], 1, 2 ** 31);
check_within('kernel buffer', $info['so_sndbuf'], 1, 2 ** 31);
fwrite($client, "12345\n");
fgets($connection);
fwrite($connection, str_repeat('x', 1000));
$info = xsock_info($connection);
check('connection blocking', $info['blocking'], true);
check('connection local', $info['local'], stream_socket_get_name($client, true));
check('connection peer', $info['peer'], stream_socket_get_name($client, false));
check('bytes', [$info['bytes_in'] ?? null, $info['bytes_out'] ?? null], [6, 1000]);
check_has('tcp', implode(' ', array_keys($info['tcp'])), 'rtt', 'retransmits', 'cwnd');
stream_set_blocking($connection, false);
check('now non-blocking', xsock_info($connection)['blocking'], false);
$unix = xsock_server('unix://@xs' . getmypid() . 'info');
check('queued is unknown on unix sockets', array_key_exists('queued', xsock_info($unix)) ? xsock_info($unix)['queued'] : 'missing', null);
done();
?>
--EXPECT--
20 checks, all right
