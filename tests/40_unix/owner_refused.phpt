--TEST--
An owner the process may not give fails the call and leaves no file
--EXTENSIONS--
xsock
pcntl
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// A socket that ends up with another owner than asked for is a hole.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
chmod($dir, 0777);
$peer = Peer::run(function () use ($dir) {
    posix_setgid(65534);
    posix_setuid(65534);
    $got = xsock_server("unix://$dir/a.sock", $code, $text, options: ['unix_owner' => 0]);
    return [$got, $code, $text, warned(), file_exists("$dir/a.sock")];
});
[$got, $code, $text, $warned, $left] = $peer->result();
check('result', [$got, $code, $left], [false, 1, false]);
check_has('text', $text, "unix://$dir/a.sock", 'Operation not permitted');
check_has('warning', $warned, $text);
done();
?>
--EXPECT--
3 checks, all right
