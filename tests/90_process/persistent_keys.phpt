--TEST--
Persistent clients: one per address, abstract names with NUL bytes included; an adopted descriptor can be one
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/../inc/skip.inc';
needs('linux', 'proc'); // abstract names, /proc/self/fd
?>
--FILE--
<?php
$pid = getmypid();
$flags = STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT;
foreach (["\0xs$pid.a", "\0xs$pid.b", "\0xs$pid.b\0c", "\0xs$pid.b\\0c", "@xs$pid.d"] as $name) {
    $servers[] = xsock_server("unix://$name");
    $client = xsock_client("unix://$name", flags: $flags);
    echo str_replace(["xs$pid", "\\", "\0"], ['', '\\\\', '\0'], stream_socket_get_name($client, true)), "\n";
    $same = xsock_client("unix://$name", flags: $flags);
    var_dump((int) $same === (int) $client);
}

$sockets = fn () => array_filter(range(3, 99), fn ($fd) => str_starts_with((string) @readlink("/proc/self/fd/$fd"), 'socket'));
$before = $sockets();
[$plain, $peer] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
[$fd] = array_values(array_diff($sockets(), $before));
$adopted = xsock_client("fd://$fd", flags: $flags);
var_dump(fwrite($adopted, "x\n"), fgets($peer), xsock_info($adopted)['transport']);
// $plain ends with the script, the persistent stream with the process: nothing opens a descriptor in between.
?>
--EXPECT--
@.a
bool(true)
@.b
bool(true)
@.b\0c
bool(true)
@.b\\0c
bool(true)
@.d
bool(true)
int(2)
string(2) "x
"
string(4) "unix"
