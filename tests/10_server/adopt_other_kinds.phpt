--TEST--
fd://N refuses sockets of other families and types
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// A seqpacket socket would pass every other check and then behave like nothing the script expects.
require __DIR__ . '/../inc/checks.inc';
function new_fd(callable $make): array
{
    $before = xt_fds();
    $socket = $make();
    return [$socket, array_key_first(array_diff_key(xt_fds(), $before))];
}
[$seqpacket, $a] = new_fd(fn() => socket_create(AF_UNIX, SOCK_SEQPACKET, 0));
[$unbound, $c] = new_fd(fn() => socket_create(AF_INET, SOCK_STREAM, 0));
foreach (['seqpacket' => $a, 'unbound' => $c] as $what => $fd) {
    foreach (['xsock_server', 'xsock_client'] as $function) {
        if ($what === 'unbound' && $function === 'xsock_client') {
            continue;
        }
        check("$what, $function", $function("fd://$fd", $code, $text), false);
        check("$what, $function code", $code, 0);
        check_has("$what, $function text", $text, "fd://$fd");
        check_has("$what, $function warning", warned(), $text);
    }
}
socket_bind($unbound, '127.0.0.1', 0);
socket_listen($unbound);
check('the sockets are unharmed', socket_last_error($unbound), 0);
done();
?>
--EXPECT--
13 checks, all right
