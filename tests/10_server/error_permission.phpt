--TEST--
A port that needs privileges: EACCES, named with step and address
--EXTENSIONS--
xsock
pcntl
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'low_ports'); ?>
--FILE--
<?php
// The example of the documentation: "bind tcp://127.0.0.1:80: Permission denied".
require __DIR__ . '/../inc/checks.inc';
$peer = Peer::run(function () {
    posix_setgid(65534);
    posix_setuid(65534);
    $server = xsock_server('tcp://127.0.0.1:80', $code, $text);
    return [$server, $code, $text, warned()];
});
[$server, $code, $text, $warned] = $peer->result();
check('server', $server, false);
check('code', $code, 13);
check('text', $text, 'bind tcp://127.0.0.1:80: Permission denied');
check('warning', $warned, 'xsock_server(): bind tcp://127.0.0.1:80: Permission denied');
done();
?>
--EXPECT--
4 checks, all right
