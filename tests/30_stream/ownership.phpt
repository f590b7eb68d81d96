--TEST--
every descriptor is closed once, by its stream, in whatever order things end
--EXTENSIONS--
pcntl
sockets
xsock
--FILE--
<?php
// Server first, connection first, a failed accept, an imported socket, a client that never connects: nothing stays open.
require __DIR__ . '/../inc/checks.inc';

$path = scratch() . '/s';
$orders = [
    'server first' => function () {
        [$server, $peer, $conn] = trio();
        fclose($server);
        fclose($conn);
    },
    'connection first' => function () {
        [$server, $peer, $conn] = trio();
        fclose($conn);
        fclose($server);
    },
    'nothing closed by hand' => function () {
        [$server, $peer, $conn] = trio();
        fwrite($peer, "a\nb\n");
        fgets($conn);
    },
    'server goes with clients waiting' => function () {
        $server = xsock_server('tcp://127.0.0.1:0');
        $waiting = [client_of($server), client_of($server)];
        unset($server);
    },
    'nobody came' => function () {
        $server = xsock_server('tcp://127.0.0.1:0');
        xsock_accept($server, 0);
        xsock_accept_many($server, 10, 0.0);
    },
    'imported, stream closed first' => function () {
        [$server, $peer, $conn] = trio();
        $socket = socket_import_stream($conn);
        fclose($conn);
        unset($socket);
    },
    'imported, socket gone first' => function () {
        [$server, $peer, $conn] = trio();
        $socket = socket_import_stream($conn);
        unset($socket);
        fclose($conn);
    },
    'imported, socket closed' => function () {
        [$server, $peer, $conn] = trio();
        $socket = socket_import_stream($conn);
        socket_close($socket);
        unset($conn);
    },
    'refused' => function () {
        $server = xsock_server('tcp://127.0.0.1:0');
        $gone = stream_socket_get_name($server, false);
        fclose($server);
        @xsock_client("tcp://$gone", $code, $text, 5);
        @stream_socket_client("xtcp://$gone", $code, $text, 5);
    },
    'gathered and filtered' => function () {
        [$server, $peer, $conn] = trio('tcp://127.0.0.1:0', ['write_buffer' => 5000]);
        stream_filter_append($conn, 'string.rot13');
        fwrite($conn, 'abc');
        fwrite($peer, "x\n");
    },
    'context shared' => function () {
        $context = stream_context_create(['socket' => ['backlog' => 5]]);
        $server = xsock_server('tcp://127.0.0.1:0', context: $context);
        $peer = client_of($server);
        $conn = xsock_accept($server, 5);
        unset($context, $server);
        stream_context_get_options($conn);
    },
    'unix' => function () use ($path) {
        $server = xsock_server("unix://$path", options: ['unix_unlink' => true]);
        $peer = stream_socket_client("unix://$path");
        $conn = xsock_accept($server, 5);
        fclose($server);
    },
    'datagrams' => function () {
        $server = xsock_server('udp://127.0.0.1:0');
        $peer = client_of($server, 'udp');
        fwrite($peer, 'x');
        stream_socket_recvfrom($server, 10, 0, $from);
    },
    'detached and reset' => function () {
        [$server, $peer, $conn] = trio();
        xsock_detach($conn);
        [$server, $peer, $conn] = trio();
        xsock_reset($conn);
    },
];
foreach ($orders as $what => $round) {
    $left = xt_left_behind($round, 60, 70);
    check("$what: descriptors", $left['fds'], 0);
    if ($what !== 'imported, socket closed') { // socket_close keeps the ended resource's number, on every stream
        check_within("$what: bytes per round", $left['bytes'], 0, 8);
    }
}
done();
?>
--EXPECT--
27 checks, all right
