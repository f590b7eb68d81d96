--TEST--
What a persistent connection has gathered goes out when the request ends
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// Without an fflush() at the end of its script it stayed in the process until another request happened to use the connection, or for
// ever. PHP's own web server has many requests in one process.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($server, false);
$dir = scratch();
file_put_contents("$dir/page.php", '<?php
$conn = xsock_client("tcp://' . $address . '", flags: STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT, write_buffer: 4096);
stream_set_blocking($conn, isset($_GET["blocking"]));
fwrite($conn, "line\n");
echo xsock_info($conn)["gathered"];
if (isset($_GET["fatal"])) {
    eval("class stdClass {}");
}');
$web = proc_open('exec ' . php_command() . " -S 127.0.0.1:0 -t $dir 2>&1", [['file', '/dev/null', 'r'], ['pipe', 'w']], $pipes);
for ($i = 0; $i < 20 && !preg_match('~http://(127\.0\.0\.1:[1-9]\d*)~', (string) fgets($pipes[1]), $at); $i++) {
}
$conn = null;
foreach (['blocking', 'non', 'blocking&fatal'] as $how) {
    $options = stream_context_create(['http' => ['ignore_errors' => true]]);
    check($how, (int) file_get_contents("http://$at[1]/page.php?$how", false, $options), 5);
    $conn ??= xsock_accept($server, 10);
    stream_set_timeout($conn, 10);
    check('came', fgets($conn), "line\n");
}
check('all by one connection', xsock_accept($server, 0), false);
proc_terminate($web);
proc_close($web);
done();
?>
--EXPECT--
7 checks, all right
