--TEST--
examples/socket_activation.php under systemd-socket-activate
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('systemd-socket-activate', 'socat');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

// A unix socket, because the program does not tell which port it got.
$path = sys_get_temp_dir() . '/xsock_systemd_' . getmypid() . '.sock';
$example = Example::command(['systemd-socket-activate', '-l', $path, '--fdname=clock',
    ...Example::php(), dirname(__DIR__, 2) . '/examples/socket_activation.php'], [2 => ['redirect', 1]]);
echo $example->line(), "\n";            // it is ready, and waits for the first client

echo client('socat', '-u', "UNIX:$path", '-');
do {
    $line = $example->line();           // it also tells what it starts
} while ($line !== null && !str_starts_with($line, 'listening on '));
echo "$line\n";
echo client('socat', '-u', "UNIX:$path", '-');
echo $example->end();
?>
--CLEAN--
<?php
array_map('unlink', glob(sys_get_temp_dir() . '/xsock_systemd_*.sock'));
?>
--EXPECTF--
Listening on %s as 3.
%d:%d:%d
listening on unix://%s/xsock_systemd_%d.sock
%d:%d:%d
exit 0
