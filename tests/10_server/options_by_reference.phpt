--TEST--
Options given by reference count as they were when they were given
--EXTENSIONS--
xsock
--FILE--
<?php
// A list kept the script's reference: changing the variable later put an int where text was checked for, and crashed.
require __DIR__ . '/../inc/checks.inc';
$group = '239.255.17.4';
$null = null;
$options = ['multicast_groups' => [&$group], 'multicast_if' => '127.0.0.1', 'multicast_ttl' => &$null];
$server = xsock_server('udp://127.0.0.1:0', options: $options);
check('open', is_resource($server));
$group = 5;
check('as it was', xsock_info($server)['options']['multicast_groups'], ['239.255.17.4']);
check('leave it', xsock_set_option($server, 'multicast_groups', []));
$group = '239.255.17.5';
check('join another', xsock_set_option($server, 'multicast_groups', [&$group]));
$group = [];
check('as it was, too', xsock_info($server)['options']['multicast_groups'], ['239.255.17.5']);
check('and leave it', xsock_set_option($server, 'multicast_groups', []));

// A reference to null is null: not given.
$server = xsock_server('tcp://127.0.0.1:0', options: ['backlog' => &$null]);
check('null', is_resource($server));
done();
?>
--EXPECT--
7 checks, all right
