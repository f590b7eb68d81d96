--TEST--
Accept inside an error handler that throws, as event loops do it
--EXTENSIONS--
xsock
--FILE--
<?php
// ReactPHP, Amp and Workerman wrap each accept so that core's warning on an empty accept becomes something they drop.
require __DIR__ . '/../inc/checks.inc';
$server = stream_socket_server('xtcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN,
    stream_context_create(['socket' => ['backlog' => 511, 'so_reuseport' => true, 'ipv6_v6only' => true, 'bindto' => '127.0.0.1:0', 'tcp_nodelay' => true, 'so_broadcast' => false]]));
check('the options of three frameworks', is_resource($server));
check('no warning', warned(), '');
stream_set_blocking($server, false);
function accept_or_null($server)
{
    set_error_handler(function (int $level, string $text) { throw new RuntimeException($text); });
    try {
        return stream_socket_accept($server, 0, $peer) ?: null;
    } catch (RuntimeException) {
        return null;
    } finally {
        restore_error_handler();
    }
}
check('nobody', accept_or_null($server), null);
$client = client_of($server);
$connection = accept_or_null($server);
check('somebody', is_resource($connection));
stream_set_blocking($connection, false);
stream_set_read_buffer($connection, 0);
stream_set_write_buffer($connection, 0);
check('nothing yet', [fread($connection, 65536), feof($connection)], ['', false]);
fwrite($client, str_repeat('x', 20000));
$got = '';
while (strlen($got) < 20000 && readable($connection)) {
    $got .= fread($connection, 65536);
}
check('all of it', strlen($got), 20000);
fclose($client);
check('the end is readable', readable($connection));
check('the end', [stream_get_contents($connection), feof($connection)], ['', true]);
done();
?>
--EXPECT--
8 checks, all right
