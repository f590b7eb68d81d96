--TEST--
unix_unlink removes a dead socket before bind and our own on close; nothing else
--EXTENSIONS--
xsock
--FILE--
<?php
// With core the path stays after fclose and the next start fails; unlinking by hand first may kill a live server.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$path = "$dir/a.sock";
$dead = xsock_server("unix://$path");
fclose($dead);
check('without the option the file stays', filetype($path), 'socket');
check('and the next bind fails', xsock_server("unix://$path", $code), false);
check('code', $code, 98);
warned();
$server = xsock_server("unix://$path", $code, $text, options: ['unix_unlink' => true]);
check('dead socket replaced', $text, '');
$client = client_of($server, 'unix');
check('serves', is_resource(xsock_accept($server, 10)));
$second = xsock_server("unix://$path", $code, $text, options: ['unix_unlink' => true]);
check('a live one is left alone', [$second, $code], [false, 98]);
check_has('and said', warned(), 'Address already in use');
$client = client_of($server, 'unix');
check('the live one serves on', is_resource(xsock_accept($server, 10)));
fclose($server);
clearstatcache();
check('removed on close', file_exists($path), false);
file_put_contents("$dir/file", 'precious');
mkdir("$dir/folder");
symlink("$dir/file", "$dir/link");
foreach (['file', 'folder', 'link'] as $name) {
    check("$name refused", xsock_server("unix://$dir/$name", $code, $text, options: ['unix_unlink' => true]), false);
    check("$name code", $code, 98);
    warned();
}
check('file', file_get_contents("$dir/link"), 'precious');
check('folder', is_dir("$dir/folder"), true);
rmdir("$dir/folder");
// Somebody moved ours away and put his own there: not ours to remove.
$server = xsock_server("unix://$path", $code, $text, options: ['unix_unlink' => true]);
rename($path, "$dir/moved");
$other = xsock_server("unix://$path");
fclose($server);
clearstatcache();
check('another server\'s file', file_exists($path), true);
$client = client_of($other, 'unix');
check('still serves', is_resource(xsock_accept($other, 10)));
foreach (['unix', 'udg'] as $scheme) {
    $socket = xsock_server("$scheme://$dir/end", options: ['unix_unlink' => true]);
    $socket = null;
    clearstatcache();
    check("$scheme: dropping the variable closes", file_exists("$dir/end"), false);
}
check_no_leak('a socket file', function () use ($dir) {
    $server = xsock_server("unix://$dir/again", options: ['unix_unlink' => true]);
});
done();
?>
--EXPECT--
23 checks, all right
