--TEST--
fsockopen and pfsockopen with a scheme
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// pfsockopen keeps the connection for the next call with the same address and drops it when the peer closed it.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix'], function (Side $s): array {
    $listener = stream_socket_server("$s->kind://" . $s->freshAddress());
    $name = stream_socket_get_name($listener, false);
    [$host, $port] = $s->kind === 'tcp' ? explode(':', $name) : [$name, -1];
    $seen = [];
    $conn = fsockopen($s->scheme() . "://$host", (int) $port, $code, $message, 5);
    $peer = stream_socket_accept($listener, 5);
    $seen['fsockopen'] = [is_resource($conn), $code, $message, fwrite($conn, "a\n"), fgets($peer)];
    fclose($conn);
    $seen['closed'] = fgets($peer);
    $first = pfsockopen($s->scheme() . "://$host", (int) $port, $code, $message, 5);
    $peer = stream_socket_accept($listener, 5);
    $seen['type'] = get_resource_type($first);
    $seen['pfsockopen'] = [fwrite($first, "b\n"), fgets($peer)];
    $second = pfsockopen($s->scheme() . "://$host", (int) $port, $code, $message, 5);
    $seen['the same'] = [fwrite($second, "c\n"), fgets($peer)];
    $seen['no second connection'] = @stream_socket_accept($listener, 0);
    fclose($peer);
    $third = pfsockopen($s->scheme() . "://$host", (int) $port, $code, $message, 5);
    $peer = stream_socket_accept($listener, 5);
    $seen['a new one after close'] = [is_resource($peer), fwrite($third, "d\n"), $peer ? fgets($peer) : null];
    fclose($third);
    $refused = fsockopen($s->scheme() . '://' . ($s->kind === 'tcp' ? '127.0.0.1' : '/nonexistent/xt-1-1.sock'), $s->kind === 'tcp' ? 1 : -1, $code, $message, 5);
    $seen['refused'] = [$refused, $code];
    return $seen;
}, ['client']);
?>
--EXPECT--
tcp: intended: error-text
unix: intended: error-text
