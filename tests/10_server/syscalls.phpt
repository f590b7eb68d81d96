--TEST--
Opening a listener makes no call that is not needed, and its descriptor is CLOEXEC and non-blocking from birth
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// No fcntl afterwards: a fork in between cannot see the descriptor without its flags.
require __DIR__ . '/../inc/checks.inc';
[$printed, $lines] = trace('
    xsock_server("tcp://127.0.0.1:0");
    mark("a");
    $server = xsock_server("tcp://127.0.0.1:0");
    mark("b");
');
check('output', $printed, '');
$lines = preg_grep('~^timerfd_create~', between($lines, 'a', 'b'), PREG_GREP_INVERT);
$lines = array_values($lines);
$names = call_names($lines);
check_has('socket', $lines[0] ?? '', 'socket(AF_INET', 'SOCK_CLOEXEC', 'SOCK_NONBLOCK');
check('no fcntl, no ioctl', preg_match('~fcntl|ioctl~', $names), 0);
check('calls: ' . $names, preg_match('~^socket (setsockopt )*bind (setsockopt )?listen$~', $names), 1);
done();
?>
--EXPECT--
4 checks, all right
