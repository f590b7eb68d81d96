--TEST--
php://fd/N opens the connection a second time
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// A copy of the descriptor as PHP's own stream; closing the copy leaves the first alone.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $copy = fopen('php://fd/' . xt_fd($mine), 'r+');
    $seen = ['opened' => is_resource($copy), 'write' => fwrite($copy, "by the copy\n"), 'arrives' => fgets($peer)];
    fwrite($peer, "answer\n");
    $seen['read'] = fgets($copy);
    $seen['close'] = fclose($copy);
    $seen['first lives'] = [fwrite($mine, "by the first\n"), fgets($peer)];
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
