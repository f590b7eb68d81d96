--TEST--
Paths are never cut: the longest that fits is bound and listed in full, one more is refused
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Core cuts a path of 200 bytes to what fits, binds that, and warns.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$longest = str_pad("$dir/", 107, 'x');
$server = xsock_server("unix://$longest", $code, $text);
check('longest', $text, '');
check('listed', stream_socket_get_name($server, false), $longest);
check('there', file_exists($longest), true);
$client = client_of($server, 'unix');
$connection = xsock_accept($server, 10, $peer);
check('connects', is_resource($connection));
check('connection\'s local name', stream_socket_get_name($connection, false), $longest);
check('client\'s peer name', stream_socket_get_name(xsock_client("unix://$longest"), true), $longest);
foreach (['unix', 'udg'] as $scheme) {
    check("$scheme one more", xsock_server("$scheme://{$longest}y", $code, $text), false);
    check("$scheme code", $code, 0);
    check_has("$scheme text", $text, $longest);
    check_has("$scheme warning", warned(), $text);
}
check('a client too', xsock_client("unix://{$longest}y", $code, $text), false);
check('code', $code, 0);
warned();
check('nothing else was made', count(glob("$dir/*")), 1);
chdir($dir);
$relative = xsock_server('unix://here.sock', options: ['unix_unlink' => true]);
check('relative', stream_socket_get_name($relative, false), 'here.sock');
// a thread-safe PHP has a working directory of its own, which the kernel does not know (as with core's sockets)
check('relative file', PHP_ZTS || file_exists("$dir/here.sock"), true);
chdir('/');
fclose($relative);
clearstatcache();
check('relative, removed after a change of folder or left, but nothing else touched', count(glob("$dir/*")) <= 2, true);
$spaces = xsock_server("unix://$dir/with space:and%colon");
check('taken literally', file_exists("$dir/with space:and%colon"), true);
done();
?>
--EXPECT--
21 checks, all right
