--TEST--
Connections have the listener's options from birth
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'reno'); ?>
--FILE--
<?php
// Setting an option after each accept costs a system call and is forgotten on one path or another.
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/options.inc';
foreach (XS_TCP_OPTIONS as $row) {
    [$name, $value] = $row;
    $want = $row[2] ?? $value;
    if (!in_array($name, XS_INHERITED, true)) {
        continue;
    }
    [$server, $client, $connection] = trio('tcp://127.0.0.1:0', [$name => $value]);
    check("$name " . show($value), xsock_get_option($connection, $name), $want);
    $client = client_of($server);
    check("$name " . show($value) . ' by accept_many', xsock_get_option(xsock_accept_many($server, 1, 10)[0], $name), $want);
}
[$server, $client, $connection] = trio('tcp://127.0.0.1:0', ['tcp_quickack' => false]);
check('tcp_quickack is set on each connection', xsock_get_option($connection, 'tcp_quickack'), false);
[$server, $client, $connection] = trio('tcp://127.0.0.1:0', ['nonblock' => true]);
check('nonblock', xsock_info($connection)['blocking'], false);
check('nothing to read', fread($connection, 10), '');
check('and that is not the end', feof($connection), false);
done();
?>
--EXPECT--
40 checks, all right
