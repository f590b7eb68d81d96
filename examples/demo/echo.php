<?php
// An echo server for many clients at once, one process, stream_select().
//   php -d extension=xsock.so examples/demo/echo.php [tcp://127.0.0.1:8007]

$server = xsock_server($argv[1] ?? 'tcp://127.0.0.1:8007', options: ['nonblock' => true]);
if (!$server) {
    exit(1);    // xsock_server() has said why
}
echo 'tcp://', stream_socket_get_name($server, false), "\n";

$clients = [];
$unsent = [];   // what the kernel has not taken yet, by client
while (true) {
    $read = [$server];
    $write = [];
    foreach ($clients as $id => $client) {
        // A client that does not read what it sent gets no more read from it: memory stays bounded.
        if ($unsent[$id] === '') {
            $read[] = $client;
        } else {
            $write[] = $client;
        }
    }
    $except = null;
    if (!stream_select($read, $write, $except, null)) {
        continue;
    }
    foreach ($read as $stream) {
        if ($stream === $server) {
            foreach (xsock_accept_many($server) as $client) {
                $clients[get_resource_id($client)] = $client;
                $unsent[get_resource_id($client)] = '';
            }
            continue;
        }
        $id = get_resource_id($stream);
        $data = fread($stream, 65536);
        if ($data === false || ($data === '' && feof($stream))) {
            fclose($stream);
            unset($clients[$id], $unsent[$id]);
            continue;
        }
        $unsent[$id] = $data;
        $write[] = $stream;
    }
    foreach ($write as $stream) {
        $id = get_resource_id($stream);
        $taken = @fwrite($stream, $unsent[$id]);
        if ($taken === false) {     // the client is gone
            fclose($stream);
            unset($clients[$id], $unsent[$id]);
            continue;
        }
        $unsent[$id] = substr($unsent[$id], $taken);
    }
}
