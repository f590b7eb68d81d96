--TEST--
A listener that was shut down fails instead of waiting or spinning for ever
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// The kernel calls such a unix socket readable for good, and accept finds nobody: a loop that only trusts it never ends.
require __DIR__ . '/../inc/checks.inc';
foreach (['tcp://127.0.0.1:0', 'unix://@'] as $address) {
    foreach ([STREAM_SHUT_RD, STREAM_SHUT_RDWR] as $how) {
        foreach ([0.2, -1] as $timeout) {
            $what = "$address, $how, $timeout";
            $server = xsock_server($address);
            $client = xsock_client((str_starts_with($address, 'unix') ? 'unix://' : 'tcp://') . stream_socket_get_name($server, false));
            stream_socket_shutdown($server, $how);
            if (str_starts_with($address, 'unix')) {
                check("$what: who was there before", is_resource(xsock_accept($server, $timeout)));
            }
            check("$what: fails", xsock_accept($server, $timeout, $peer, $code, $text), false);
            check("$what: code", $code, SOCKET_EINVAL);
            check_has("$what: text", $text, "accept $address: Invalid argument");
            check_has("$what: warning", warned(), $text);
            check("$what: list", xsock_accept_many($server, 5, $timeout, $peers, $code), []);
            check("$what: list, code", $code, SOCKET_EINVAL);
            warned();
        }
    }
}
done();
?>
--EXPECT--
52 checks, all right
