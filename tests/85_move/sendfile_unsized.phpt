--TEST--
sendfile: a file whose size is told as 0 is sent up to where reading it ends
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Files in /proc have a size of 0: nothing of them was sent, and with a length the call said that they end at byte 0.
// stream_copy_to_stream() sends them.
require __DIR__ . '/../inc/checks.inc';
$path = '/proc/version';
check('its size', filesize($path), 0);
$text = file_get_contents($path);
$n = strlen($text);
$file = fopen($path, 'r');
$progress = [];
$context = stream_context_create();
stream_context_set_params($context, ['notification' => function ($code, $severity, $message, $number, $sofar, $of) use (&$progress) {
    if ($code === STREAM_NOTIFY_PROGRESS) {
        $progress[] = [$sofar, $of];
    }
}]);
$server = xsock_server('tcp://127.0.0.1:0', context: $context);
$client = client_of($server);
$conn = xsock_accept($server, 10);
check('all of it', xsock_sendfile($conn, $file), $n);
check('there', stream_get_contents($client, $n), $text);
check('progress, the whole is not known', $progress, [[$n, 0]]);
check('from an offset', xsock_sendfile($conn, $file, 6), $n - 6);
check('there', stream_get_contents($client, $n - 6), substr($text, 6));
check('a range', xsock_sendfile($conn, $file, 6, 7), 7);
check('there', fread($client, 100), substr($text, 6, 7));
check('nothing behind the end', [xsock_sendfile($conn, $file, $n), xsock_sendfile($conn, $file, $n + 5)], [0, 0]);
check('the position is where it was', ftell($file), 0);
check('no word', warned(), '');
check('a range beyond the end', xsock_sendfile($conn, $file, 6, $n), $n - 6);
check_has('said', warned(), "ends at byte $n, 6 bytes");
check('there', stream_get_contents($client, $n - 6), substr($text, 6));
check('a range behind the end', xsock_sendfile($conn, $file, $n, 5), false);
check_has('said', warned(), "ends at byte $n, 5 bytes");

// A longer one, in the pieces the kernel gives it in.
$path = '/proc/' . getmypid() . '/maps';
$text = file_get_contents($path);
stream_set_blocking($conn, false);
for ($sent = $rounds = 0; $rounds < 10000 && ($put = xsock_sendfile($conn, fopen($path, 'r'), $sent)) > 0; $rounds++) {
    $sent += $put;
}
check('the most of it', $sent > strlen($text) / 2);
check('as it is', strlen(stream_get_contents($client, $sent)), $sent);

// An empty file is empty, and one that can only be written is not read.
$path = scratch() . '/empty';
touch($path);
check('empty', xsock_sendfile($conn, fopen($path, 'r')), 0);
check('no word', warned(), '');
check('behind it', xsock_sendfile($conn, fopen($path, 'r'), 1), false);
check_has('said', warned(), 'ends at byte 0');
check_throws('written only', ValueError::class, fn() => xsock_sendfile($conn, fopen($path, 'a')), 'open for reading');
done();
?>
--EXPECT--
24 checks, all right
