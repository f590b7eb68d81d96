--TEST--
A notification callback that reads lines from other streams leaves the bytes of its own alone
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// The callback runs when bytes are in PHP's read buffer that PHP has not counted yet. The streams fgets reads from keep the room of
// their buffers, a few of them: when enough others had read a line in the callback, the buffer of the stream it was called for was
// cut to what PHP had counted. The line was somebody else's memory.
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/progress.inc';

$reads = [
    'fgets' => fn ($conn) => fgets($conn),
    'stream_get_line' => fn ($conn) => stream_get_line($conn, 0, "\n") . "\n",
    'fgetc, fgets' => fn ($conn) => fgetc($conn) . fgets($conn),
];
$others = array_map(fn () => trio(), range(1, 20));
$busy = false;
$told = 0;
$context = with_progress(function (int $code) use ($others, &$busy, &$told) {
    if ($code === STREAM_NOTIFY_PROGRESS && $busy) {
        $busy = false;
        $told++;
        foreach ($others as [, $peer, $conn]) {
            fwrite($peer, "other\n");
            if (fgets($conn) !== "other\n") {
                echo "another stream got something else\n";
            }
        }
    }
});
foreach ($reads as $what => $read) {
    foreach (['tcp', 'unix'] as $kind) {
        $server = xsock_server($kind === 'tcp' ? 'tcp://127.0.0.1:0' : 'unix://' . scratch() . '/s.sock', context: $context);
        $peer = stream_socket_client("$kind://" . stream_socket_get_name($server, false));
        $conn = xsock_accept($server, 10);
        $line = str_repeat($what, 100) . "\n";
        for ($i = 0; $i < 3; $i++) {
            fwrite($peer, $line . $line);
            $busy = true;
            check("$what, $kind, $i: the line", $read($conn), $line);
            check("$what, $kind, $i: the next one", $read($conn), $line);
        }
    }
}
check('it was told', $told, 3 * 2 * 3);

// From its own stream a callback reads nothing, as with fread(): recvfrom gave what came behind the bytes it was told of.
$context = with_progress(function (int $code) use (&$conn, &$peer, &$busy, &$took) {
    if ($code === STREAM_NOTIFY_PROGRESS && $busy) {
        $busy = false;
        fwrite($peer, "second\n");
        $took = [stream_socket_recvfrom($conn, 100), stream_socket_recvfrom($conn, 100, STREAM_PEEK), fread($conn, 100)];
    }
});
$server = xsock_server('tcp://127.0.0.1:0', context: $context);
$peer = client_of($server);
$conn = xsock_accept($server, 10);
fwrite($peer, "first\n");
$busy = true;
check('the first line', fgets($conn), "first\n");
check('the callback read nothing', $took, [false, false, '']);
check('the second line', fgets($conn), "second\n");
done();
?>
--EXPECT--
40 checks, all right
