--TEST--
sendfile: a file that is cut while it is sent gives a short count and a warning, never a hang
--EXTENSIONS--
xsock
--FILE--
<?php
// The notification callback runs between two parts: there the file is cut, and what is open must not be closed.
require __DIR__ . '/../inc/checks.inc';
$path = scratch() . '/file';
$file = fopen($path, 'w+');
ftruncate($file, 3 << 20);
$seen = [];
$conn = null;
$context = stream_context_create();
stream_context_set_params($context, ['notification' => function ($code, $severity, $message, $number, $sofar) use (&$seen, &$conn, $file) {
    if ($code === STREAM_NOTIFY_PROGRESS) {
        $seen[] = $sofar;
        if ($sofar === 1 << 20) {
            ftruncate($file, 1500000);
            check('closing is refused', @fclose($conn), false);
            check('of the file too', @fclose($file), false);
            warned();
        }
    }
}]);
$server = xsock_server('tcp://127.0.0.1:0', context: $context);
$client = client_of($server);
$conn = xsock_accept($server, 10);
$peer = Peer::run(fn() => strlen(stream_get_contents($client)), [$conn, $server]);
check('what was there', xsock_sendfile($conn, $file), 1500000);
check_has('said', warned(), 'ends at byte 1500000', sprintf('%d bytes', (3 << 20) - 1500000));
check('progress', $seen, [1 << 20, 1500000]);
check('the rest is not there', xsock_sendfile($conn, $file, 1500000, 100), false);
check_has('said', warned(), 'ends at byte 1500000');

// A callback that throws ends it after that part.
ftruncate($file, 3 << 20);
stream_context_set_params($context, ['notification' => fn() => throw new LogicException('enough')]);
check_throws('thrown', LogicException::class, fn() => xsock_sendfile($conn, $file), 'enough');
stream_context_set_params($context, ['notification' => fn() => null]);
check('closed afterwards', fclose($conn));
fclose($client);
check('received', $peer->result(), 1500000 + (1 << 20));
done();
?>
--EXPECT--
11 checks, all right
