--TEST--
The three INI settings: defaults, changed at run time, read by the next server
--EXTENSIONS--
xsock
--FILE--
<?php
// PHP_INI_ALL: a script without access to php.ini may choose its own defaults.
require __DIR__ . '/../inc/checks.inc';
foreach (['backlog' => '4096', 'read_buffer' => '8192', 'write_buffer' => '0'] as $name => $default) {
    $entry = ini_get_all('xsock')["xsock.$name"];
    check("default of $name", $entry['global_value'], $default);
    check("$name may be set anywhere", $entry['access'], INI_ALL);
}
ini_set('xsock.backlog', '17');
ini_set('xsock.read_buffer', '2222');
ini_set('xsock.write_buffer', '333');
$info = xsock_info($server = xsock_server('tcp://127.0.0.1:0'));
check('backlog', $info['backlog'], 17);
check('read buffer', $info['read_buffer'], 2222);
check('write buffer', $info['write_buffer'], 333);
$client = client_of($server);
$info = xsock_info(xsock_accept($server, 10));
check('inherited read buffer', $info['read_buffer'], 2222);
check('inherited write buffer', $info['write_buffer'], 333);
foreach (['backlog', 'read_buffer', 'write_buffer'] as $name) {
    $before = ini_get("xsock.$name");
    check("$name abc", ini_set("xsock.$name", 'abc'), false);
    check("$name -5", ini_set("xsock.$name", '-5'), false);
    check("$name 1e30", ini_set("xsock.$name", '99999999999999999999'), false);
    check("$name stays", ini_get("xsock.$name"), $before);
    warned();
}
done();
?>
--EXPECT--
23 checks, all right
