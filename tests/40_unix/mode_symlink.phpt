--TEST--
unix_mode and unix_owner do not follow a symbolic link put in the socket's place
--EXTENSIONS--
xsock
pcntl
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// In a folder others may write to, somebody can put a link where the socket was just bound: chmod(2) changed the rights of
// whatever file it names, with the rights of the server. bind(2) is held up here, for that somebody to be quick enough.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
foreach (['unix', 'udg'] as $scheme) {
    $path = "$dir/$scheme.sock";
    touch($victim = "$dir/$scheme.victim");
    chmod($victim, 0600);
    $attacker = Peer::run(function () use ($path, $victim) {
        for ($i = 0; $i < 20000 && !file_exists($path); $i++) {
            usleep(500);
            clearstatcache();
        }
        return unlink($path) && symlink($victim, $path);
    });
    echo run_php('
        check("server", xsock_server("' . "$scheme://$path" . '", $code, $text, options: ["unix_mode" => 0666]), false);
        check_has("text", $text, "chmod ' . "$scheme://$path" . '");
        check_has("warned", warned(), $text);
        done();
    ', 'exec strace -f -o /dev/null -e trace=bind -e inject=bind:delay_exit=3000000');
    check("$scheme: the link was there", $attacker->result());
    clearstatcache();
    check("$scheme: the file is as it was", fileperms($victim) & 0777, 0600);
}
done();
?>
--EXPECT--
3 checks, all right
3 checks, all right
4 checks, all right
