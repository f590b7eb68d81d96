--TEST--
A burst of 1,000 clients is connected with default settings while the server is busy
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'somaxconn'); ?>
--FILE--
<?php
// With core's backlog of 32 the kernel drops 967 of them; they come back after one, three and seven seconds.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$peer = Peer::run(function () use ($server) {
    $clients = [];
    for ($i = 0; $i < 1000; $i++) {
        if ($client = @stream_socket_client('tcp://' . stream_socket_get_name($server, false), $code, $text, 0.9)) {
            $clients[] = $client;
        }
    }
    return count($clients);
});
check('connected, nobody accepting', $peer->result(), 1000);
$n = 0;
while ($connections = xsock_accept_many($server, 64, 0.0)) {
    $n += count($connections);
    check_within('batch', count($connections), 1, 64);
}
check('accepted', $n, 1000);
done();
?>
--EXPECT--
18 checks, all right
