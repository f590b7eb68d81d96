--TEST--
unix_unlink never takes a server that is just starting for a dead one
--EXTENSIONS--
xsock
pcntl
posix
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'proc'); ?>
--FILE--
<?php
// Between bind(2) and listen(2) a server's socket looks as a dead one does, and between the look at a dead one and its
// removal somebody else may have replaced it: of several started at once two could win, one at a file that was gone.
// They lock the folder meanwhile.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$path = "$dir/a.sock";
fclose(stream_socket_server("unix://$path"));
$starting = Peer::run(function (Peer $parent) use ($dir, $path) {
    $folder = fopen($dir, 'r');
    flock($folder, LOCK_EX);
    unlink($path);
    $server = socket_create(AF_UNIX, SOCK_STREAM, 0);
    socket_bind($server, $path);
    $parent->say('bound');
    // until the other one has looked: it has the folder open
    for ($i = 0, $waits = false; $i < 5000 && !$waits; $i++) {
        $waits = in_array($dir, array_map(fn($fd) => (string) @readlink($fd), glob('/proc/' . posix_getppid() . '/fd/*')), true);
        usleep(1000);
    }
    socket_listen($server);
    flock($folder, LOCK_UN);
    $parent->hear();
    return [$waits, fileinode($path)];
});
check('bound', $starting->hear(), 'bound');
$inode = fileinode($path);
check('the other one is there', xsock_server("unix://$path", $code, $text, options: ['unix_unlink' => true]), false);
check('code', $code, SOCKET_EADDRINUSE);
check_has('warned', warned(), $text);
$starting->say();
check('its file stayed', $starting->result(), [true, $inode]);

// All at once.
for ($round = 0; $round < 20; $round++) {
    $all = [];
    for ($i = 0; $i < 3; $i++) {
        $all[] = Peer::run(function (Peer $parent) use ($path) {
            $parent->hear();
            $server = @xsock_server("unix://$path", options: ['unix_unlink' => true, 'unix_mode' => 0600]);
            $parent->say($server !== false);
            $parent->hear();
            $server && xsock_detach($server); // leaves a dead file
            return true;
        });
    }
    array_map(fn($one) => $one->say(), $all);
    $won = array_map(fn($one) => $one->hear(), $all);
    array_map(fn($one) => $one->say(), $all);
    array_map(fn($one) => $one->result(), $all);
    check("round $round", array_sum($won), 1);
}

// Somebody who keeps the lock keeps nobody from starting, and it does not outlive the start.
$folder = fopen($dir, 'r');
flock($folder, LOCK_EX);
$server = xsock_server("unix://$path", $code, $text, options: ['unix_unlink' => true]);
check('starts all the same', $text, '');
fclose($server);
flock($folder, LOCK_UN);
foreach (['unix', 'udg'] as $scheme) {
    $server = xsock_server("$scheme://$path", options: ['unix_unlink' => true]);
    check("$scheme let it go", flock($folder, LOCK_EX | LOCK_NB));
    flock($folder, LOCK_UN);
    fclose($server);
    check("$scheme removed its own", file_exists($path), false);
}
check_no_leak('a refused start', function () use ($dir) {
    @xsock_server("unix://$dir/nowhere/a.sock", options: ['unix_unlink' => true]);
    @xsock_server("unix://$dir", options: ['unix_unlink' => true]);
});
done();
?>
--EXPECT--
32 checks, all right
