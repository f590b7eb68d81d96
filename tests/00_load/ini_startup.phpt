--TEST--
Nonsense in php.ini leaves the defaults in force, and is warned about
--EXTENSIONS--
xsock
--FILE--
<?php
// A typo in a configuration file must not become a backlog of 0 or a read buffer of a gigabyte.
require __DIR__ . '/../inc/checks.inc';
$code = 'echo json_encode(array_intersect_key(xsock_info(xsock_server("tcp://127.0.0.1:0")), ["read_buffer" => 1, "write_buffer" => 1])), ini_get("xsock.backlog");';
foreach (['abc', '-7', '8 apples', '99999999999999999999'] as $bad) {
    $file = scratch() . '/code.php';
    file_put_contents($file, "<?php $code");
    $settings = '';
    foreach (['backlog', 'read_buffer', 'write_buffer'] as $name) {
        $settings .= ' -d ' . escapeshellarg("xsock.$name=$bad");
    }
    $said = shell_exec(php_command() . "$settings -d display_startup_errors=1 -f $file 2>&1");
    check_has($bad, $said, '{"read_buffer":8192,"write_buffer":0}4096');
    check_has("$bad is told", $said, "Warning: PHP Startup: xsock.backlog must be between -1 and 65535, \"$bad\" given", 'xsock.read_buffer', 'xsock.write_buffer');
}
done();
?>
--EXPECT--
8 checks, all right
