--TEST--
recv_many: a blocking socket waits for the first, within its timeout
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://127.0.0.1:0');
stream_set_timeout($server, 0, 200000);
$start = hrtime(true);
check('nobody', xsock_recv_many($server), []);
check_within('its timeout', (hrtime(true) - $start) / 1e9, 0.19, 10);
check('timed out', stream_get_meta_data($server)['timed_out']);
$address = 'udp://' . stream_socket_get_name($server, false);
stream_set_timeout($server, 20);
$peer = Peer::run(function (Peer $parent) use ($address) {
    $parent->hear();
    usleep(100000);
    fwrite(stream_socket_client($address), 'late');
});
$peer->say();
check('waits', array_column(xsock_recv_many($server), 0), ['late']);
check('in time', stream_get_meta_data($server)['timed_out'], false);
$peer->result();

// The same when others have the descriptor, or it is non-blocking under a blocking stream.
proc_close(proc_open(['true'], [$server], $pipes));
stream_set_timeout($server, 0, 200000);
check('nobody', xsock_recv_many($server), []);
check('timed out', stream_get_meta_data($server)['timed_out']);
$server = xsock_server($address = 'udp://127.0.0.1:0', options: ['nonblock' => true]);
check('non-blocking', xsock_recv_many($server), []);
check('no timeout', stream_get_meta_data($server)['timed_out'], false);
stream_set_blocking($server, true);
stream_set_timeout($server, 0, 100000);
check('nobody', xsock_recv_many($server), []);
check('timed out', stream_get_meta_data($server)['timed_out']);
stream_set_timeout($server, 0);
check('a timeout of 0 only looks', xsock_recv_many($server), []);
check('timed out', stream_get_meta_data($server)['timed_out']);

// Nobody listens there any more: the kernel tells at the next call.
$gone = xsock_server('udp://127.0.0.1:0');
$client = xsock_client('udp://' . stream_socket_get_name($gone, false));
fclose($gone);
fwrite($client, 'x');
check('refused', xsock_recv_many($client), false);
check_has('said', warned(), 'receive from udp', 'refused');
stream_set_timeout($client, 0, 10000);
check('and over', xsock_recv_many($client), []);

// Shut down for reading: it gives nothing at once, and no datagrams from nowhere.
stream_set_timeout($client, 20);
stream_socket_shutdown($client, STREAM_SHUT_RD);
$start = hrtime(true);
check('shut down', xsock_recv_many($client), []);
check_within('at once', (hrtime(true) - $start) / 1e9, 0, 5);
done();
?>
--EXPECT--
18 checks, all right
