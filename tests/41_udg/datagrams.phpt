--TEST--
udg: whole datagrams with their sender, in order; an empty one is not the end
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Syslog-like servers on a unix socket. (PHP's stream_socket_sendto() takes host:port targets only, so answers go
// through a client connected to the sender's path.)
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$server = xsock_server("udg://$dir/server", $code, $text);
check('opens', $text, '');
check('name', stream_socket_get_name($server, false), "$dir/server");
$client = socket_create(AF_UNIX, SOCK_DGRAM, 0);
socket_bind($client, "$dir/client");
foreach (['first', '', str_repeat('x', 50000)] as $datagram) {
    check('sent', socket_sendto($client, $datagram, strlen($datagram), 0, "$dir/server"), strlen($datagram));
}
check('readable', readable($server));
check('first', stream_socket_recvfrom($server, 100, 0, $peer), 'first');
check('peer', $peer, "$dir/client");
$answer = xsock_client("udg://$peer");
check('answered', fwrite($answer, 'answer'), 6);
socket_recv($client, $got, 100, 0);
check('answer', $got, 'answer');
stream_set_timeout($server, 10);
check('empty one', fread($server, 100), '');
check('is not the end', feof($server), false);
check('large one, whole', strlen(fread($server, 65535)), 50000);
$core = stream_socket_client("udg://$dir/server");
fwrite($core, 'from core');
check('from core', stream_socket_recvfrom($server, 100, 0, $peer), 'from core');
check('unnamed', in_array($peer, ['', null], true));
$ours = xsock_client("udg://$dir/server");
check('client writes', fwrite($ours, 'by client'), 9);
check('received', fread($server, 100), 'by client');
check('client writes by sendto', stream_socket_sendto($ours, 'sendto'), 6);
check('received', fread($server, 100), 'sendto');
check('client writes chunks', xsock_writev($ours, ['one ', 'datagram']), 12);
check('received as one', fread($server, 100), 'one datagram');
$missing = xsock_client("udg://$dir/missing", $code, $text);
check('nobody there', [$missing, $code], [false, 2]);
check_has('said', warned(), $text);
$abstract = xsock_server('udg://@xs' . getmypid() . 'udg');
$to = xsock_client('udg://@xs' . getmypid() . 'udg');
check('to an abstract name', fwrite($to, 'abs'), 3);
check('received', fread($abstract, 100), 'abs');
socket_close($client);
check('the reader is gone', @fwrite($answer, 'x'), false);
warned();
done();
?>
--EXPECT--
26 checks, all right
