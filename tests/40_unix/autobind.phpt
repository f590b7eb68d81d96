--TEST--
An empty abstract name lets the kernel choose one, which is listed
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// The port 0 of unix sockets.
require __DIR__ . '/../inc/checks.inc';
foreach (['unix://@', "unix://\0", 'udg://@'] as $address) {
    $server = xsock_server($address, $code, $text);
    $name = stream_socket_get_name($server, false);
    check(show($address), preg_match('~^@[0-9a-f]{5}$~', $name), 1);
    $another = xsock_server($address);
    check('another', stream_socket_get_name($another, false) !== $name, true);
    if ($address !== 'udg://@') {
        $client = xsock_client("unix://$name");
        check('connects', is_resource(xsock_accept($server, 10)));
    }
}
done();
?>
--EXPECT--
8 checks, all right
