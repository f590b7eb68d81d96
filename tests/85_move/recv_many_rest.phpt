--TEST--
recv_many: what fread() or fgets() left of a datagram comes first, alone
--EXTENSIONS--
xsock
--FILE--
<?php
// It was passed over: select said that there is something to read, recv_many looked at the kernel only and gave an empty list, and
// a loop around the two went round without end.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://127.0.0.1:0', options: ['nonblock' => true]);
$client = client_of($server, 'udp');
foreach (["one\ntwo\n", 'next', 'last'] as $text) {
    fwrite($client, $text);
}
check('readable', readable($server));
check('a line', fgets($server), "one\n");
check('the rest makes the server readable', readable($server, 0));
check('the rest', xsock_recv_many($server, 1), [["two\n", '', false]]);
$peer = stream_socket_get_name($client, false);
check('then those in the kernel', xsock_recv_many($server), [['next', $peer, false], ['last', $peer, false]]);
check('nothing is left', [readable($server, 0), xsock_recv_many($server)], [false, []]);

fwrite($client, 'abcdef');
check('readable', readable($server));
check('two bytes', fread($server, 2), 'ab');
check('what is longer than $size is cut there', xsock_recv_many($server, 64, 3), [['cde', '', true]]);
check('and gone', [readable($server, 0), xsock_recv_many($server)], [false, []]);
fwrite($client, 'whole');
check('readable', readable($server));
check('reads go on', fread($server, 100), 'whole');
done();
?>
--EXPECT--
12 checks, all right
