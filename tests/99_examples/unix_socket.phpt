--TEST--
examples/unix_socket.php serves HTTP on a socket of the given mode and group, over a dead one, and takes it along
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl', 'id');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$path = sys_get_temp_dir() . '/xsock_example_' . getmypid() . '.sock';

// Some group other than the one new files get: any for root, else one of ours if we have a second.
$group = trim(client('id', '-u')) === '0' ? 'daemon' : current(array_reverse(explode(' ', trim(client('id', '-Gn')))));

// What a crashed server leaves: a socket file nobody listens on.
$dead = stream_socket_server("unix://$path");
fclose($dead);
echo 'left over: ', filetype($path), "\n";

umask(0077);        // does not matter to the example
$example = new Example('unix_socket.php', "unix://$path", $group);
echo $example->address === "unix://$path" ? "the address\n" : "$example->address\n";

clearstatcache();
$gid = (int) explode(':', client('getent', 'group', $group))[2];
printf("mode %o, %s group\n", fileperms($path) & 07777, filegroup($path) === $gid ? 'right' : 'wrong');

echo client('curl', '-sS', '-w', '%{http_code}\n', '--unix-socket', $path, 'http://localhost/');
echo client('curl', '-sS', '-o', '-', '--unix-socket', $path, 'http://localhost/', 'http://localhost/');

// A second server must not take the path from one that lives.
$second = Example::command([...Example::php(), dirname(__DIR__, 2) . '/examples/unix_socket.php', "unix://$path"],
    [2 => ['redirect', 1]]);
echo str_replace($path, 'PATH', $second->end(0));
echo client('curl', '-sS', '--unix-socket', $path, 'http://localhost/');

echo $example->end();
clearstatcache();
var_dump(file_exists($path));
?>
--CLEAN--
<?php
array_map('unlink', glob(sys_get_temp_dir() . '/xsock_example_*.sock'));
?>
--EXPECTF--
left over: socket
the address
mode 660, right group
%d:%d:%d
200
%d:%d:%d
%d:%d:%d
exit 1
bind unix://PATH: Address already in use
%d:%d:%d
exit 0
bool(false)
