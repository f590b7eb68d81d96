--TEST--
unix_mode is exact, whatever the umask, and the umask is not touched
--EXTENSIONS--
xsock
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Core's sockets get 0777 & ~umask; changing the umask around the call is a race for every thread and signal handler.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
foreach ([0022, 0077, 0, 0177] as $umask) {
    umask($umask);
    foreach ([0600, 0660, 0666, 0777, 0] as $mode) {
        foreach (['unix', 'udg'] as $scheme) {
            $path = sprintf('%s/%s%o-%o', $dir, $scheme, $umask, $mode);
            $server = xsock_server("$scheme://$path", $code, $text, options: ['unix_mode' => $mode]);
            clearstatcache();
            check(basename($path), fileperms($path) & 0777, $mode);
            check(basename($path) . ' umask', umask(), $umask);
        }
    }
}
umask(0022);
$server = xsock_server("unix://$dir/default");
check('without the option the umask counts', fileperms("$dir/default") & 0777, 0755);
done();
?>
--EXPECT--
81 checks, all right
