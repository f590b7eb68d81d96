--TEST--
There is no moment in which a client may connect with wrong permissions
--EXTENSIONS--
xsock
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// bind, chmod, then listen: a connect before listen is refused, so nobody slips in. Datagram sockets have no listen:
// there the descriptor's mode is restricted before bind.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
[$printed, $lines] = trace('
    mark("a");
    $server = xsock_server("unix://' . $dir . '/a.sock", options: ["unix_mode" => 0660, "unix_owner" => posix_geteuid(), "unix_group" => posix_getegid()]);
    mark("b");
    mark("c");
    $socket = xsock_server("udg://' . $dir . '/b.sock", options: ["unix_mode" => 0660]);
    mark("d");
');
check('output', $printed, '');
$stream = call_names(preg_grep('~^(bind|f?chmod|fchmodat2?|l?chown|fchownat|listen|umask)\(~', between($lines, 'a', 'b')));
check("stream: $stream", preg_match('~^(fchmod )?bind( chmod| fchmodat2?| l?chown| fchownat)+ listen$~', $stream), 1);
$dgram = call_names(preg_grep('~^(bind|f?chmod|fchmodat2?|umask)\(~', between($lines, 'c', 'd')));
check("datagram: $dgram", preg_match('~^fchmod bind (chmod|fchmodat2?)$~', $dgram), 1);
check('umask untouched', preg_grep('~^umask\(~', $lines), []);
done();
?>
--EXPECT--
4 checks, all right
