--TEST--
a forked child that ends, or closes its copies, disturbs nobody
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// Prefork servers: a child exits with every stream of its parent open. No shutdown, no removed unix path, no lost bytes.
require __DIR__ . '/../inc/checks.inc';

$path = scratch() . '/s';
$unix = xsock_server("unix://$path", options: ['unix_unlink' => true]);
[$server, $peer, $conn] = trio();
$udp = xsock_server('udp://127.0.0.1:0');
fwrite($peer, "one\ntwo\n");
check('before', fgets($conn), "one\n");
foreach (['exits' => fn () => null, 'closes' => function () use ($unix, $server, $conn, $udp) {
    array_map('fclose', [$unix, $server, $conn, $udp]);
}, 'detaches' => function () use ($unix, $server, $conn, $udp) {
    array_map('xsock_detach', [$unix, $server, $conn, $udp]);
}] as $what => $act) {
    $child = Peer::run(function () use ($act) {
        $act();
        return true;
    });
    check("child $what", $child->result(), true);
    check("$what: ended in order", $child->status, 0);
    check("$what: path stays", file_exists($path));
    check("$what: unix server accepts", (bool) stream_socket_client("unix://$path") && (bool) xsock_accept($unix, 5));
    check("$what: server accepts", is_resource(client_of($server)) && is_resource(xsock_accept($server, 5)));
    check("$what: connection lives", [fwrite($conn, 'x'), fread($peer, 1), feof($peer)], [1, 'x', false]);
}
check('bytes read ahead are still here', fgets($conn), "two\n");
check('closing', fclose($conn) && stream_get_contents($peer) === '');
fclose($unix);
check('the owner removes its path', file_exists($path), false);

// the worker's way round: the child serves, the parent detaches
$worker_conn = client_of($server);
$conn = xsock_accept($server, 5);
$worker = Peer::run(function (Peer $parent) use ($conn) {
    $parent->hear();
    $line = fgets($conn);
    fwrite($conn, "worker: $line");
    fclose($conn);
});
check('detach', xsock_detach($conn));
check('ended here', is_resource($conn), false);
$worker->say();
fwrite($worker_conn, "hello\n");
check('served by the child', stream_get_contents($worker_conn), "worker: hello\n");
$worker->result();
done();
?>
--EXPECT--
25 checks, all right
