--TEST--
examples/chat_loop.php serves more clients than stream_select() can, in rooms, and puts out who shouts
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
if (!function_exists('posix_kill')) {
    die('skip it stops the server with ext/posix');
}
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

// 1,300 clients need as many descriptors on both sides.
$php = implode(' ', array_map(escapeshellarg(...), Example::php()));
$script = escapeshellarg(dirname(__DIR__, 2) . '/examples/chat_loop.php');
$example = Example::command(['sh', '-c', "ulimit -n 4096 && exec $php $script tcp://127.0.0.1:0"]);
$example->awaitListening();
$many = (int) shell_exec('ulimit -n') >= 1400 ? 1300 : 900;

function guest(string $address)
{
    $guest = stream_socket_client($address, $code, $text, PATIENCE);
    stream_set_timeout($guest, PATIENCE);
    return $guest;
}
$crowd = [];
$welcomed = 0;
for ($i = 0; $i < $many; $i++) {
    $crowd[] = guest($example->address);
}
foreach ($crowd as $guest) {
    $welcomed += fgets($guest) === "* welcome to hall\n";
}
echo $welcomed === $many ? 'all are welcome' : "$welcomed of $many", "\n";
fwrite($crowd[$many - 1], "hello ");
fwrite($crowd[$many - 1], "everybody\r\n/who\n");
$heard = 0;
foreach (array_slice($crowd, 0, -1) as $guest) {
    $heard += preg_match('~^guest \d+: hello everybody\n$~', (string) fgets($guest));
}
echo $heard === $many - 1 ? 'all have heard it' : "$heard have heard it", "\n";
echo str_replace($many, 'everybody', (string) fgets($crowd[$many - 1]));
foreach ([0, 1] as $i) {
    fwrite($crowd[$i], "/join kitchen\n");
    echo fgets($crowd[$i]);
}
fwrite($crowd[0], "who is here?\n/who\n");
echo preg_replace('~\d+~', 'N', fgets($crowd[1])), fgets($crowd[0]);
// One who asks twice and is gone before the first answer.
$gone = guest($example->address);
stream_socket_recvfrom($gone, 1, STREAM_PEEK);
posix_kill($example->pid, SIGSTOP);
fwrite($gone, "/join attic\n/who\nhello\n/who\n/join cellar\n");
fclose($gone);                          // with the welcome unread: a reset
posix_kill($example->pid, SIGCONT);
fwrite($crowd[0], "/who\n");
echo fgets($crowd[0]);
fwrite($crowd[2], str_repeat('x', 8192));
echo 'the shouter: ', var_export(fgets($crowd[2]), true), "\n";
foreach ($crowd as $i => $guest) {
    $i > 3 && fclose($guest);
}
do {
    fwrite($crowd[3], "/who\n");
    $who = fgets($crowd[3]);
} while ($who !== false && $who !== "* 1 in hall\n" && usleep(1000) === null);
echo "at last $who", $example->end();
?>
--EXPECT--
all are welcome
all have heard it
* everybody in hall
* welcome to kitchen
* welcome to kitchen
guest N: who is here?
* 2 in kitchen
* 2 in kitchen
the shouter: false
at last * 1 in hall
exit 0
