--TEST--
accept_many takes what waits, up to the limit, in order, and waits for the first only
--EXTENSIONS--
xsock
--FILE--
<?php
// One call instead of a loop around accept; bounded, so that a burst does not starve the other streams of a loop.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$code = 7;
$peers = 'left over';
check('nobody', xsock_accept_many($server, 64, 0.0, $peers, $code), []);
check('nobody: peers and code', [$peers, $code], [[], 0]);
$clients = $names = [];
for ($i = 0; $i < 10; $i++) {
    $clients[$i] = client_of($server);
    $names[$i] = stream_socket_get_name($clients[$i], false);
}
$four = xsock_accept_many($server, 4, 0.0, $peers, $code);
check('limit', array_keys($four), [0, 1, 2, 3]);
check('peers', $peers, array_slice($names, 0, 4));
check('code', $code, 0);
$six = xsock_accept_many($server, peer_names: $peers);
check('the rest', [count($six), $peers], [6, array_slice($names, 4)]);
foreach ([...$four, ...$six] as $i => $connection) {
    fwrite($connection, "number $i\n");
    check("order $i", fgets($clients[$i]), "number $i\n");
}
check('timeout', xt_waited(0.2, fn() => xsock_accept_many($server, 5, 0.2), $got), 'waited');
check('nobody came', $got, []);
$clients[] = client_of($server);
check('one is enough', xt_waited(5, fn() => xsock_accept_many($server, 5, 5), $got), 'at once');
check('one', count($got), 1);
ini_set('default_socket_timeout', '1');
check('null is default_socket_timeout', xt_waited(1, fn() => xsock_accept_many($server, 5, null), $got), 'waited');
check('default limit', (new ReflectionFunction('xsock_accept_many'))->getParameters()[1]->getDefaultValue(), 64);
check('counted', xsock_info($server)['accepted'], 11);
check('no warning', warned(), '');
done();
?>
--EXPECT--
24 checks, all right
