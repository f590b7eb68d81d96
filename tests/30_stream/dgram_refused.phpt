--TEST--
a datagram to nobody: the error comes with the next call and ends nothing
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// The ICMP answer to a UDP datagram shows up as ECONNREFUSED once; the socket stays usable.
require __DIR__ . '/../inc/both.inc';
both(['udp'], function (Side $s): array {
    $gone = stream_socket_server('udp://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND);
    $address = stream_socket_get_name($gone, false);
    fclose($gone);
    $mine = $s->connect($address);
    stream_set_timeout($mine, 5);
    $seen = ['write 1' => fwrite($mine, 'x')];
    $r = [$mine];
    $w = $e = null;
    stream_select($r, $w, $e, 5);
    $seen['write 2'] = fwrite($mine, 'x');
    stream_select($r, $w, $e, 0, 50000);
    $back = stream_socket_server("udp://$address", $code, $message, STREAM_SERVER_BIND);
    @fwrite($mine, 'x');
    $seen['write to the new one'] = fwrite($mine, 'again');
    stream_set_timeout($back, 5);
    $seen['feof'] = feof($mine);
    $seen['arrives'] = in_array('again', [fread($back, 10), fread($back, 10)]);
    return $seen;
}, ['client']);
?>
--EXPECT--
udp: equal
