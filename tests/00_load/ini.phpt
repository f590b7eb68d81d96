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
// As in PHP's own settings.
foreach ([['read_buffer', '64K', 65536], ['write_buffer', '1m', 1 << 20], ['backlog', '2k', 2048], ['read_buffer', '1G', 1 << 30]] as [$name, $text, $bytes]) {
    ini_set("xsock.$name", $text);
    check($text, xsock_get_option(xsock_server('tcp://127.0.0.1:0'), $name), $bytes);
}
foreach ([['read_buffer', '2G'], ['backlog', '64k'], ['backlog', '-1k'], ['read_buffer', 'k'], ['read_buffer', ''], ['read_buffer', '1T'], ['read_buffer', '1.5k'], ['read_buffer', '9223372036854775807k']] as [$name, $text]) {
    check("$name $text", ini_set("xsock.$name", $text), false);
    check_has("$name $text is told", warned(), "xsock.$name must be between", "\"$text\" given");
}
done();
?>
--EXPECT--
43 checks, all right
