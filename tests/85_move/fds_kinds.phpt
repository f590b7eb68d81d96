--TEST--
recv_fds: servers and datagram sockets of every family work as they are, in both directions and non-blocking or not
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/carrier.inc';
$dir = scratch();
[$a, $b] = carrier();
$pass = function ($stream) use ($a, $b) {
    check('sent', xsock_send_fds($a, [$stream]), 1);
    xsock_detach($stream);
    return xsock_recv_fds($b)[0];
};
foreach (['tcp://127.0.0.1:0', 'tcp://[::1]:0', 'tcp://*:0', "unix://$dir/server", 'unix://@xs-kinds-' . getmypid()] as $address) {
    $scheme = strstr($address, ':', true);
    $server = xsock_server($address);
    $name = stream_socket_get_name($server, false);
    $to = "$scheme://" . strtr($name, ['[::]' => '[::1]']);
    $early = xsock_client($to); // waits in the queue, which goes along
    $server = $pass($server);
    check("$address: kind", stream_get_meta_data($server)['stream_type'], "xsock_$scheme");
    check("$address: name", stream_socket_get_name($server, false), $name);
    $late = xsock_client($to);
    [$one, $two] = [xsock_accept($server, 10, $peer), ...xsock_accept_many($server, 1, 10)];
    fwrite($one, 'first');
    fwrite($two, 'second');
    check("$address: served", [fread($early, 9), fread($late, 9)], ['first', 'second']);
    check("$address: peer", $peer, $scheme === 'tcp' ? stream_socket_get_name($early, false) : '');
    check("$address: nobody else", xsock_accept($server, 0), false);
    check("$address: counted", xsock_info($server)['accepted'], 2);
    check("$address: a backlog", xsock_set_option($server, 'backlog', 5));
    // The connection, too, and its end as one of core's functions.
    $one = $pass($one);
    fwrite($one, ', still');
    check("$address: connection", fread($early, 9), ', still');
    fclose($early);
    check("$address: end", [fread($one, 9), feof($one)], ['', true]);
    fclose($server);
    check("$address: a socket file stays, it is not ours", !str_contains($address, $dir) || file_exists("$dir/server"));
}
foreach (['udp://127.0.0.1:0', 'udp://[::1]:0', 'udp://*:0', "udg://$dir/dgram", 'udg://@xs-kinds-' . getmypid()] as $address) {
    $scheme = strstr($address, ':', true);
    $socket = xsock_server($address, options: ['nonblock' => true]);
    $name = stream_socket_get_name($socket, false);
    $to = "$scheme://" . strtr($name, ['[::]' => '127.0.0.1']);
    $client = xsock_client($to);
    fwrite($client, 'early');
    $socket = $pass($socket);
    $client = $pass($client);
    check("$address: kind", stream_get_meta_data($socket)['stream_type'], "xsock_$scheme");
    check("$address: name", stream_socket_get_name($socket, false), $name);
    fwrite($client, 'late');
    check("$address: both", array_column(xsock_recv_many($socket), 0), ['early', 'late']);
    check("$address: non-blocking as it was", [fread($socket, 9), xsock_info($socket)['blocking'], xsock_info($client)['blocking']], ['', false, true]);
}
done();
?>
--EXPECT--
90 checks, all right
