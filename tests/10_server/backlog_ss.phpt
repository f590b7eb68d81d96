--TEST--
ss sees the same backlog as xsock_info()
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'ss'); ?>
--FILE--
<?php
// The second opinion: Send-Q of a listening socket is its backlog.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0', backlog: 77);
$line = shell_exec('ss -Hltn sport = :' . port_of($server));
check('ss', preg_match('~^LISTEN\s+0\s+77\s~', (string) $line), 1);
xsock_set_option($server, 'backlog', 33);
$line = shell_exec('ss -Hltn sport = :' . port_of($server));
check('ss again', preg_match('~^LISTEN\s+0\s+33\s~', (string) $line), 1);
done();
?>
--EXPECT--
2 checks, all right
