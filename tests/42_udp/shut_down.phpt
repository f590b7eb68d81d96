--TEST--
A datagram socket that was shut down for reading neither spins nor waits past its timeout
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); // what poll says about such a socket ?>
--FILE--
<?php
// The kernel calls it readable for good while there is nothing to read: trusting that alone never ends.
$pid = getmypid();
foreach (['udp' => '127.0.0.1:0', 'udg' => "@xs{$pid}shut"] as $scheme => $address) {
    foreach ([STREAM_SHUT_RD, STREAM_SHUT_RDWR] as $how) {
        foreach (['server', 'client'] as $side) {
            $server = xsock_server("$scheme://$address");
            $client = xsock_client("$scheme://" . stream_socket_get_name($server, false));
            stream_set_timeout($$side, 0, 200000);
            @stream_socket_shutdown($$side, $how);
            $imported = socket_import_stream($$side); // from now on it is polled
            $start = hrtime(true);
            @fread($$side, 10);
            @stream_socket_recvfrom($$side, 10, 0, $peer);
            printf("%s %s %d: %s\n", $scheme, $side, $how, hrtime(true) - $start < 5e9 ? 'in time' : 'too late');
            unset($imported, $server, $client);
        }
    }
}
?>
--EXPECT--
udp server 0: in time
udp client 0: in time
udp server 2: in time
udp client 2: in time
udg server 0: in time
udg client 0: in time
udg server 2: in time
udg client 2: in time
