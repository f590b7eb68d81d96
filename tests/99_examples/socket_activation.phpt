--TEST--
examples/socket_activation.php takes the socket it was started with, by name, and ends when idle
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('sh', 'socat');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

/**
 * Starts the example as systemd does: open sockets from descriptor 3 on, their number and names in the environment, and
 * the process id they are meant for, which only the process itself knows before exec.
 */
function activate(array $sockets, array $environment, string ...$arguments): Example
{
    $command = ['sh', '-c', 'test -n "$LISTEN_PID" || export LISTEN_PID=$$; exec "$@"', 'sh', ...Example::php()];
    return Example::command([...$command, dirname(__DIR__, 2) . '/examples/socket_activation.php', ...$arguments],
        [2 => ['redirect', 1]] + $sockets, $environment + getenv());
}

$other = stream_socket_server('tcp://127.0.0.1:0');
$clock = stream_socket_server('tcp://127.0.0.1:0');
$name = stream_socket_get_name($clock, false);

// A client that came before the service was started is served, too.
$early = stream_socket_client("tcp://$name");

$example = activate([3 => $other, 4 => $clock], ['LISTEN_FDS' => '2', 'LISTEN_FDNAMES' => 'other:clock']);
$example->awaitListening();
echo $example->address === "tcp://$name" ? "the right socket\n" : "$example->address\n";
echo fgets($early);
echo client('socat', '-u', "TCP:$name", '-');
echo $example->end();

// A restart loses nobody: the queue lives as long as the socket, which systemd (here: this test) holds.
$between = stream_socket_client("tcp://$name");
$example = activate([3 => $clock], ['LISTEN_FDS' => '1', 'LISTEN_FDNAMES' => 'clock'], 'systemd://clock', '0.2');
$example->awaitListening();
echo fgets($between);
echo $example->end(0);          // by itself: nobody comes

$unix = sys_get_temp_dir() . '/xsock_activation_' . getmypid() . '.sock';
$listener = stream_socket_server("unix://$unix");
$example = activate([3 => $listener], ['LISTEN_FDS' => '1', 'LISTEN_FDNAMES' => 'clock']);
$example->awaitListening();
echo $example->address === "unix://$unix" ? "a unix socket\n" : "$example->address\n";
echo client('socat', '-u', "UNIX:$unix", '-');
echo $example->end();
echo file_exists($unix) ? "the path is systemd's, and stays\n" : "the path is gone\n";

// What systemd would have done wrong, and what it did not do at all.
$connected = stream_socket_client("tcp://$name");
foreach ([
    'another name'   => [[3 => $other], ['LISTEN_FDS' => '1', 'LISTEN_FDNAMES' => 'other']],
    'not listening'  => [[3 => $connected], ['LISTEN_FDS' => '1', 'LISTEN_FDNAMES' => 'clock']],
    'another\'s pid' => [[3 => $clock], ['LISTEN_FDS' => '1', 'LISTEN_FDNAMES' => 'clock', 'LISTEN_PID' => '1']],
    'not at all'     => [[], []],
] as $case => [$sockets, $environment]) {
    echo "$case: ", activate($sockets, $environment)->end(0);
}
?>
--CLEAN--
<?php
array_map('unlink', glob(sys_get_temp_dir() . '/xsock_activation_*.sock'));
?>
--EXPECTF--
the right socket
%d:%d:%d
%d:%d:%d
exit 0
%d:%d:%d
exit 0
a unix socket
%d:%d:%d
exit 0
the path is systemd's, and stays
another name: exit 1
adopt systemd://clock: no such name among the sockets passed (LISTEN_FDNAMES is other)
not listening: exit 1
adopt systemd://clock: the socket is not listening; xsock_client('fd://N') adopts connections
another's pid: exit 1
adopt systemd://clock: the sockets were passed to another process (LISTEN_PID is 1, this is %d)
not at all: exit 1
adopt systemd://clock: no sockets were passed (LISTEN_FDS is not set)
