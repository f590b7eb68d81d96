--TEST--
a peer that resets: the read ends the stream
--EXTENSIONS--
pcntl
sockets
xsock
--FILE--
<?php
// SO_LINGER 0 makes close send RST; what had arrived before is lost to both transports the same way.
require __DIR__ . '/../inc/both.inc';
both(['tcp'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    $seen = [];
    $socket = socket_import_stream($peer);
    socket_set_option($socket, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
    socket_close($socket);
    unset($peer);
    $r = [$mine];
    $w = $e = null;
    $seen['readable'] = stream_select($r, $w, $e, 10);
    $seen['fread'] = fread($mine, 10);
    $seen['feof'] = feof($mine);
    $seen['fread again'] = fread($mine, 10);
    $seen['write 1'] = fwrite($mine, 'x');
    $seen['write 2'] = fwrite($mine, 'x');
    return $seen;
});
?>
--EXPECT--
tcp: equal
