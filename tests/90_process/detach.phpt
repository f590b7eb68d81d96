--TEST--
xsock_detach() ends the stream here and says nothing to the peer
--EXTENSIONS--
xsock
pcntl
--FILE--
<?php
// Unlike fclose it neither shuts down nor unlinks; gathered bytes of the owner go out first.
require __DIR__ . '/../inc/checks.inc';
foreach (['tcp://127.0.0.1:0', 'unix://@xs' . getmypid() . 'detach'] as $address) {
    $server = xsock_server($address, options: ['write_buffer' => 4096]);
    $client = xsock_client((str_starts_with($address, 'tcp') ? 'tcp://' : 'unix://') . stream_socket_get_name($server, false));
    $connection = xsock_accept($server, 10);
    fwrite($connection, 'gathered');
    check("$address", xsock_detach($connection), true);
    check("$address closed", is_resource($connection), false);
    check("$address gathered bytes", fread($client, 100), 'gathered');
    check_throws("$address twice", TypeError::class, fn() => xsock_detach($connection));
    $again = xsock_client((str_starts_with($address, 'tcp') ? 'tcp://' : 'unix://') . stream_socket_get_name($server, false));
    check("$address listener", xsock_detach($server), true);
    check("$address listener closed", is_resource($server), false);
}
$udp = xsock_server('udp://127.0.0.1:0');
check('datagram', xsock_detach($udp), true);
check_no_leak('detach', function () {
    [$server, $client, $connection] = trio();
    xsock_detach($connection);
    xsock_detach($server);
});
done();
?>
--EXPECT--
15 checks, all right
