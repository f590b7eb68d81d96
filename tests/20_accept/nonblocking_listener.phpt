--TEST--
On a non-blocking listener accept returns at once, whatever the timeout; its connections are blocking
--EXTENSIONS--
xsock
--FILE--
<?php
// Event loops set the listener non-blocking once; core warns on every empty accept.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
stream_set_blocking($server, false);
check('reported', stream_get_meta_data($server)['blocked'], false);
foreach ([null, 10, 0] as $timeout) {
    $code = 7;
    check('timeout ' . show($timeout), xt_waited(2, function () use ($server, $timeout, &$code) {
        return xsock_accept($server, $timeout, $peer, $code);
    }, $got), 'at once');
    check('result', [$got, $code], [false, 0]);
}
check('list', xsock_accept_many($server, 5, 10), []);
check('no warning', warned(), '');
$client = client_of($server);
check('readable', readable($server));
$connection = xsock_accept($server, 0);
check('the connection is blocking', stream_get_meta_data($connection)['blocked'], true);
stream_set_timeout($connection, 0, 50000);
check('it waits', fread($connection, 10), false);
check('until its timeout', stream_get_meta_data($connection)['timed_out'], true);
stream_set_blocking($server, true);
check('blocking again waits', xt_waited(0.2, fn() => xsock_accept($server, 0.2), $got), 'waited');
done();
?>
--EXPECT--
14 checks, all right
