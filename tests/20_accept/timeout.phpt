--TEST--
Nobody there: false after the timeout, code 0, no warning
--EXTENSIONS--
xsock
--FILE--
<?php
// An empty accept is the normal case of every loop; core raises a warning for each.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$unix = xsock_server('unix://@xs' . getmypid());
foreach ([$server, $unix] as $i => $listener) {
    foreach ([0, 0.0, 0.05, 0.2] as $timeout) {
        $code = $text = $peer = 'left over';
        $seconds = xt_seconds(function () use ($listener, $timeout, &$peer, &$code, &$text) {
            return xsock_accept($listener, $timeout, $peer, $code, $text);
        }, $got);
        check("$i $timeout", [$got, $code, $text], [false, 0, '']);
        check_within("$i $timeout seconds", $seconds, $timeout * 0.95, $timeout + 5);
    }
}
ini_set('default_socket_timeout', '1');
check('null is default_socket_timeout', xt_waited(1, fn() => xsock_accept($server), $got), 'waited');
check('false', $got, false);
check('the same by PHP\'s function', xt_waited(1, fn() => @stream_socket_accept($server), $got), 'waited');
$client = client_of($server);
check('a fraction does not delay who is there', xt_waited(5, fn() => xsock_accept($server, 5.5), $got), 'at once');
check('taken', is_resource($got));
check('no warning', warned(), '');
done();
?>
--EXPECT--
22 checks, all right
