--TEST--
A persistent connection that is opened again in the middle of a call for it stays, even if its peer has ended
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// Whoever opens a persistent connection again closes it first when its peer has ended. In a notification callback of a read that was
// the connection being read from: a crash. Both ways to open it, and behind the call it is replaced as ever.
require __DIR__ . '/../inc/progress.inc';
require __DIR__ . '/../inc/checks.inc';

$do = null;
$context = with_progress(function ($code) use (&$do) {
    [$call, $do] = [$do, null];
    if ($call) {
        $call();
    }
});
$flags = STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT;
$ways = [
    'xsock_client' => fn ($name, $context) => xsock_client("tcp://$name", $code, $text, 10, $flags, $context),
    'stream_socket_client' => fn ($name, $context) => stream_socket_client("xtcp://$name", $code, $text, 10, $flags, $context),
];
foreach ($ways as $way => $open) {
    $server = xsock_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($server, false);
    $stream = $open($address, $context);
    $name = stream_socket_get_name($stream, false);
    $connection = xsock_accept($server, 10);
    fwrite($connection, 'hello');
    stream_socket_shutdown($connection, STREAM_SHUT_WR);
    usleep(50000);
    $again = null;
    $do = function () use ($open, $address, $context, &$again) {
        $again = $open($address, $context);
    };
    check("$way: the bytes", fread($stream, 100), 'hello');
    check('the same connection', $again && stream_socket_get_name($again, false) === $name);
    check('is still open', [is_resource($stream), fread($stream, 100), feof($stream)], [true, '', true]);
    $later = $open($address, $context);
    check('later a new one', stream_socket_get_name($later, false) !== $name);
    fclose($later);
}

// Nor does it lose the context the call goes on with. sendfile tells of each MiB.
$path = scratch() . '/file';
file_put_contents($path, str_repeat('x', 3 << 20));
$told = 0;
$server = xsock_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($server, false);
$stream = $ways['xsock_client']($address, stream_context_create(['socket' => ['tcp_nodelay' => true]], [
    'notification' => function () use (&$told, $address, $ways) {
        $told++;
        $ways['xsock_client']($address, null);
    },
]));
check('all of the file', xsock_sendfile($stream, fopen($path, 'r')), 3 << 20);
check('told of each MiB', $told, 3);
check('its context', stream_context_get_options($stream), ['socket' => ['tcp_nodelay' => true]]);
fclose($stream);

// Opened again by an error handler while it is being opened, which is before it has a descriptor that could be alive.
$inner = null;
set_error_handler(function () use (&$inner, $address, $ways) {
    $inner ??= $ways['stream_socket_client']($address, null);
});
$stream = $ways['stream_socket_client']($address, stream_context_create(['socket' => ['tcp_nodelayy' => true]]));
check('both are one', [get_resource_type($stream), get_resource_type($inner)], ['persistent stream', 'persistent stream']);
check('and work', fwrite($inner, 'x'), 1);

// By xsock_client(): the inner one was freed when the outer one took its place, though the script had it.
fclose($stream);
$inner = null;
set_error_handler(function () use (&$inner, $address, $ways) {
    $inner ??= $ways['xsock_client']($address, null);
});
$stream = $ways['xsock_client']($address, stream_context_create(['socket' => ['tcp_nodelayy' => true]]));
check('one connection', stream_socket_get_name($stream, false), stream_socket_get_name($inner, false));
check('that works', [fwrite($inner, 'x'), fwrite($stream, 'x')], [1, 1]);

// In the middle of being closed it is not there any more, though it still looks alive.
foreach ($ways as $way => $open) {
    fclose($inner);
    restore_error_handler();
    $stream = $open($address, null);
    $name = stream_socket_get_name($stream, false);
    stream_set_blocking($stream, false);
    stream_set_write_buffer($stream, 1 << 24);
    check("$way: too much", fwrite($stream, str_repeat('x', 12 << 20)), 12 << 20);
    $inner = null;
    set_error_handler(function (int $level, string $text) use (&$inner, &$lost, $address, $open) {
        $lost = $text;
        $inner ??= $open($address, null);
    });
    check('closed', fclose($stream));
    check_has('lost', $lost, 'gathered output');
    check('another one', is_resource($inner) && stream_socket_get_name($inner, false) !== $name);
    check('that works', fwrite($inner, 'x'), 1);
}
done();
?>
--EXPECT--
25 checks, all right
