--TEST--
so_reuseport: several listeners share one port; without it the second is refused
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Workers that each listen on the port need no parent; the kernel spreads the clients.
require __DIR__ . '/../inc/checks.inc';
$first = xsock_server('tcp://127.0.0.1:0', options: ['so_reuseport' => true]);
$address = 'tcp://127.0.0.1:' . port_of($first);
$second = xsock_server($address, $code, $text, options: ['so_reuseport' => true]);
check('second', is_resource($second));
check('third without the option', xsock_server($address, $code, $text), false);
check('third code', $code, 98);
check_has('third warning', warned(), 'Address already in use');
$clients = [];
for ($i = 0; $i < 64; $i++) {
    $clients[] = stream_socket_client($address);
}
$a = count(xsock_accept_many($first, 100, 1.0));
$b = count(xsock_accept_many($second, 100, 1.0));
check('all clients', $a + $b, 64);
check_within('first has a share', $a, 1, 63);
done();
?>
--EXPECT--
6 checks, all right
