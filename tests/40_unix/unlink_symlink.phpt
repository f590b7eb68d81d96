--TEST--
unix_unlink: closing removes no file that a symbolic link named, put in the socket's place while it was bound
--EXTENSIONS--
xsock
pcntl
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// In a folder others may write to, somebody can put a link where the socket was just bound. The server noted the file the link
// names as its own socket, and removed it when it closed, with the rights of the server. bind(2) is held up here, for that
// somebody to be quick enough.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
foreach (['unix', 'udg'] as $scheme) {
    $path = "$dir/$scheme.sock";
    touch($victim = "$dir/$scheme.victim");
    $attacker = Peer::run(function () use ($path, $victim) {
        for ($i = 0; $i < 20000 && !file_exists($path); $i++) {
            usleep(500);
            clearstatcache();
        }
        return unlink($path) && symlink($victim, $path);
    });
    echo run_php('
        $server = xsock_server("' . "$scheme://$path" . '", options: ["unix_unlink" => true]);
        check("server", is_resource($server));
        check("closed", fclose($server));
        done();
    ', 'exec strace -f -o /dev/null -e trace=bind -e inject=bind:delay_exit=1000000');
    check("$scheme: the link was there", $attacker->result());
    clearstatcache();
    check("$scheme: the file is still there", file_exists($victim));
}
done();
?>
--EXPECT--
2 checks, all right
2 checks, all right
4 checks, all right
