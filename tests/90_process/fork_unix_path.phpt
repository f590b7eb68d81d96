--TEST--
Only the process that made a unix socket removes its path
--EXTENSIONS--
xsock
pcntl
--FILE--
<?php
// A worker that ends must not take the path away under the others.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
foreach (['unix', 'udg'] as $scheme) {
    $path = "$dir/$scheme";
    $server = xsock_server("$scheme://$path", options: ['unix_unlink' => true]);
    foreach (['exit', 'fclose', 'detach'] as $how) {
        $peer = Peer::run(function () use ($server, $how) {
            $how === 'fclose' && fclose($server);
            $how === 'detach' && xsock_detach($server);
        });
        $peer->result();
        clearstatcache();
        check("$scheme after a child's $how", file_exists($path), true);
    }
    $child = Peer::run(function (Peer $parent) use ($server, $path) {
        $parent->hear();
        clearstatcache();
        return file_exists($path);
    });
    fclose($server);
    clearstatcache();
    check("$scheme after the maker's fclose", file_exists($path), false);
    $child->say();
    check("$scheme seen by the child", $child->result(), false);
    $server = xsock_server("$scheme://$path", options: ['unix_unlink' => true]);
    xsock_detach($server);
    clearstatcache();
    check("$scheme: detach keeps the path", file_exists($path), true);
    unlink($path);
}
done();
?>
--EXPECT--
12 checks, all right
