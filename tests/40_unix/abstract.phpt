--TEST--
Abstract sockets: @name and NUL name are the same, listed as @name, without a file
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// stream_socket_get_name() of core gives "" for them.
require __DIR__ . '/../inc/checks.inc';
$name = 'xs' . getmypid() . 'abstract';
$server = xsock_server("unix://@$name", $code, $text);
check('name', stream_socket_get_name($server, false), "@$name");
check('info', xsock_info($server)['local'], "@$name");
check('no file', file_exists("@$name"), false);
$client = stream_socket_client("unix://\0$name");
check('core connects to the NUL form', is_resource(xsock_accept($server, 10, $peer)));
check('unnamed peer', $peer, '');
$client = xsock_client("unix://@$name");
$connection = xsock_accept($server, 10);
check('ours connects to the @ form', stream_socket_get_name($client, true), "@$name");
check('connection\'s name', stream_socket_get_name($connection, false), "@$name");
check('in use', xsock_server("unix://\0$name", $code, $text), false);
check('in use, code', $code, 98);
check_has('in use, warning', warned(), "@$name", 'Address already in use');
fclose($server);
$server = xsock_server("unix://\0$name", $code, $text);
check('the NUL form', stream_socket_get_name($server, false), "@$name");
$long = str_repeat('n', 107);
$server = xsock_server("unix://@$long");
check('longest name', stream_socket_get_name($server, false), "@$long");
check('one more is refused', xsock_server("unix://@n$long", $code), false);
warned();
$inner = xsock_server("unix://@a\0b" . getmypid());
check('NUL inside', str_starts_with(stream_socket_get_name($inner, false), "@a\0b"), true);
$udg = xsock_server("udg://@$name");
// Rights nobody can set are an error, not a name that anybody may connect to.
foreach (['unix_mode' => 0600, 'unix_owner' => 0, 'unix_group' => 0] as $option => $value) {
    check("$option is refused", xsock_server("unix://@$name.2", $code, $text, options: [$option => $value]), false);
    check_has("$option, text", $text, $option, "@$name.2", 'no file');
}
warned();
check('udg', stream_socket_get_name($udg, false), "@$name");
done();
?>
--EXPECT--
21 checks, all right
