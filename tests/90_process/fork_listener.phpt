--TEST--
A listener shared by parent and children outlives each of them
--EXTENSIONS--
xsock
pcntl
--FILE--
<?php
// Prefork: the parent opens, the workers accept. A worker that ends or closes must not stop the others.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$address = 'tcp://' . stream_socket_get_name($server, false);
foreach (['exit', 'fclose', 'detach', 'reset'] as $how) {
    $peer = Peer::run(function () use ($server, $how) {
        $connection = xsock_accept($server, 10);
        fwrite($connection, "served before $how\n");
        match ($how) {
            'exit' => null,
            'fclose' => fclose($server),
            'detach' => xsock_detach($server),
            'reset' => xsock_reset($server),
        };
        return warned();
    });
    check("worker, $how", fgets(stream_socket_client($address)), "served before $how\n");
    check("worker's warnings, $how", $peer->result(), '');
    $client = stream_socket_client($address);
    $connection = xsock_accept($server, 10);
    fwrite($connection, "parent\n");
    check("parent after $how", fgets($client), "parent\n");
}
$workers = [];
for ($i = 0; $i < 3; $i++) {
    $workers[] = Peer::run(function (Peer $parent) use ($server) {
        $parent->say('ready');
        $n = 0;
        while ($connection = xsock_accept($server, 10)) {
            if (fgets($connection) === "stop\n") {
                return $n;
            }
            fwrite($connection, "answer\n");
            $n++;
        }
    });
}
foreach ($workers as $worker) {
    $worker->hear();
}
xsock_detach($server);
check('the parent has none', is_resource($server), false);
for ($i = 0; $i < 30; $i++) {
    $client = stream_socket_client($address);
    fwrite($client, "question\n");
    check("client $i", fgets($client), "answer\n");
}
$stops = [];
foreach ($workers as $worker) {
    $stops[] = $client = stream_socket_client($address);
    fwrite($client, "stop\n");
}
check('served in all', array_sum(array_map(fn($worker) => $worker->result(), $workers)), 30);
done();
?>
--EXPECT--
44 checks, all right
