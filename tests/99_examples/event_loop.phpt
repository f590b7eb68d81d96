--TEST--
examples/event_loop.php echoes to clients that are quick, slow, half-closed, gone; a reader that lags holds its writer back
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$example = new Example('event_loop.php', 'tcp://127.0.0.1:0');

function guest(string $address)
{
    $guest = stream_socket_client($address, $code, $text, PATIENCE);
    stream_set_timeout($guest, PATIENCE);
    return $guest;
}
$crowd = [];
for ($i = 0; $i < 200; $i++) {
    $crowd[] = guest($example->address);
}
foreach ($crowd as $i => $guest) {
    fwrite($guest, "guest $i\n");
}
$right = 0;
foreach ($crowd as $i => $guest) {
    $right += fgets($guest) === "guest $i\n";
}
echo "$right of 200 echoes\n";

$half = guest($example->address);
fwrite($half, 'all of it');
stream_socket_shutdown($half, STREAM_SHUT_WR);
echo 'half-closed: ', stream_get_contents($half), "\n";

// One who writes and does not read: the server must not read more than it can pass on.
$flood = guest($example->address);
stream_set_blocking($flood, false);
$chunk = str_repeat('0123456789abcdef', 4096);
$sent = 0;
$quiet = 0;
while ($sent < 1 << 26 && $quiet < 20) {
    $n = (int) @fwrite($flood, $chunk);
    $sent += $n;
    if ($n === 0) {
        $read = $except = null;
        $write = [$flood];
        $quiet = stream_select($read, $write, $except, 0, 20000) ? 0 : $quiet + 1;
    }
}
echo $sent < 1 << 26 ? 'the flood was held back' : 'the server took everything', "\n";
fwrite($crowd[0], "still there?\n");
echo fgets($crowd[0]);
stream_set_blocking($flood, true);
for ($got = 0; $got < $sent && ($bytes = fread($flood, 65536)) != ''; $got += strlen($bytes));
echo $got === $sent ? 'and got all of it back' : "and got $got of $sent back", "\n";
echo $example->end();
?>
--EXPECT--
200 of 200 echoes
half-closed: all of it
the flood was held back
still there?
and got all of it back
exit 0
