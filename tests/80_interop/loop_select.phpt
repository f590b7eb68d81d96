--TEST--
A select loop over listeners of all kinds and their connections, in one process
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// What every user-land event loop does: non-blocking listeners, accept($s, 0), read what is readable, close at the end.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$listeners = ['tcp' => xsock_server('tcp://127.0.0.1:0'), 'unix' => xsock_server("unix://$dir/a.sock"),
    'xtcp' => stream_socket_server('xtcp://127.0.0.1:0'), 'core' => stream_socket_server('tcp://127.0.0.1:0')];
$udp = xsock_server('udp://127.0.0.1:0');
$streams = [];
foreach ([...$listeners, $udp] as $listener) {
    stream_set_blocking($listener, false);
    $streams[(int) $listener] = $listener;
}
$clients = [];
foreach ($listeners as $name => $listener) {
    for ($i = 0; $i < 5; $i++) {
        $client = client_of($listener, $name === 'unix' ? 'unix' : 'tcp');
        fwrite($client, "$name $i\n");
        $clients["$name $i\n"] = $client;
    }
}
$client = stream_socket_client('udp://' . stream_socket_get_name($udp, false));
fwrite($client, 'datagram');
$served = $datagrams = 0;
for ($round = 0; $round < 500 && $served + $datagrams < 21; $round++) {
    $read = $streams;
    $none = null;
    if (!stream_select($read, $none, $none, 10)) {
        break;
    }
    foreach ($read as $stream) {
        if (in_array($stream, $listeners, true)) {
            if ($connection = stream_socket_accept($stream, 0)) {
                stream_set_blocking($connection, false);
                stream_set_read_buffer($connection, 0);
                $streams[(int) $connection] = $connection;
            }
        } elseif ($stream === $udp) {
            check('datagram', stream_socket_recvfrom($stream, 100, 0, $peer), 'datagram');
            $datagrams++;
        } else {
            $line = fread($stream, 8192);
            fwrite($stream, strtoupper($line));
            fclose($stream);
            unset($streams[array_search($stream, $streams, true)]);
            $served++;
        }
    }
}
check('served', [$served, $datagrams], [20, 1]);
foreach ($clients as $line => $client) {
    check(trim($line), stream_get_contents($client), strtoupper($line));
}
check('no warning', warned(), '');
done();
?>
--EXPECT--
23 checks, all right
