--TEST--
proc_open takes a socket stream as the child's input and output
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// The child reads and writes the connection itself; ours stays usable in the parent.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $child = proc_open(['cat'], [$mine, $mine, ['file', '/dev/null', 'w']], $pipes);
    $seen = ['started' => is_resource($child)];
    fwrite($peer, "through the child\n");
    $seen['echo'] = fgets($peer);
    stream_socket_shutdown($peer, STREAM_SHUT_WR);
    $seen['exit'] = proc_close($child);
    $seen['parent still writes'] = [fwrite($mine, "and the parent\n"), fgets($peer)];
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
