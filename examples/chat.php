<?php
/*
 * A chat for many clients in one process: stream_select() says who can be read or written, nothing waits for anyone.
 *
 *     php chat.php [address]            then, in several terminals:  socat - TCP:127.0.0.1:8000
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

// nonblock: clients are non-blocking from birth, without a stream_set_blocking() for each.
$server = @xsock_server($address, $code, $message, options: ['nonblock' => true]);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";

$clients = $names = $in = $out = [];        // by stream id: the stream, its peer, half a line read, bytes to be sent
while ($running) {
    $read = $clients + [0 => $server];
    $write = array_intersect_key($clients, array_filter($out, 'strlen'));
    $except = null;
    if (!@stream_select($read, $write, $except, 1)) {
        continue;                           // a quiet second (0), or a signal (false)
    }
    // Timeout 0, because readiness is a hint: the client may be gone again, or taken by another process.
    if (isset($read[0]) && ($client = xsock_accept($server, 0, $peer))) {
        $id = get_resource_id($client);
        if (count($clients) < 1000) {       // stream_select() cannot watch descriptors from 1024 on
            [$clients[$id], $names[$id], $in[$id], $out[$id]] = [$client, $peer, '', ''];
        }                                   // else nobody holds the stream, and PHP closes it
    }
    unset($read[0]);
    foreach ($read as $id => $client) {
        // Whatever is there: a line may come in pieces, and several lines in one.
        $lines = explode("\n", $in[$id] . fread($client, 8192));
        $in[$id] = array_pop($lines);
        foreach ($lines as $line) {
            foreach ($clients as $other => $_) {
                $out[$other] .= $other === $id ? '' : "$names[$id]: " . rtrim($line) . "\n";
            }
        }
    }
    foreach ($write as $id => $client) {    // fwrite() takes what the kernel has room for; the rest waits
        $out[$id] = substr($out[$id], (int) @fwrite($client, $out[$id]));
    }
    foreach ($clients as $id => $client) {  // gone, or shouting, or not reading: nobody may eat our memory
        if (isset($read[$id]) && feof($client) || strlen($in[$id]) > 4096 || strlen($out[$id]) > 65536) {
            unset($clients[$id], $names[$id], $in[$id], $out[$id], $client);
        }
    }
}
