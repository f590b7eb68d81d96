--TEST--
A listener in a select loop: readable exactly while somebody waits, never at its end
--EXTENSIONS--
xsock
--FILE--
<?php
// feof() on a listener is true with a naive liveness check, and fread on it must fail rather than wait.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
check('nobody', readable($server, 0), false);
check('not at its end', feof($server), false);
$client = client_of($server);
check('somebody', readable($server), true);
check('not at its end with a client', feof($server), false);
xsock_accept($server, 10);
check('nobody again', readable($server, 0), false);
check('reading does not wait', xt_waited(2, fn() => @fread($server, 10), $got), 'at once');
check('reading fails', $got === false || $got === '', true);
check('writing fails', @fwrite($server, 'x'), false);
warned();
check('still a listener', feof($server), false);
$client = client_of($server);
check('and serves', is_resource(xsock_accept($server, 10)));
done();
?>
--EXPECT--
10 checks, all right
