--TEST--
examples/event_loop.php: who has closed his half gets all that was asked for, and the loop sleeps while he does not take it
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
?>
--FILE--
<?php
// The end that was read is ready to be read for ever: one such client took a whole CPU.
require dirname(__DIR__, 2) . '/examples/event_loop.php';

const ANSWER = 20_000_000;          // more than the kernel's buffers take
$loop = new Loop();
$asker = null;
$closed = 0;
$server = $loop->listen('tcp://127.0.0.1:0', function (Connection $who) use (&$asker, &$closed) {
    $asker = $who;
    $who->onData = fn (Connection $who) => $who->write(str_repeat('y', ANSWER));
    $who->onClose = function () use (&$closed) {
        $closed++;
    };
});
$guest = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
fwrite($guest, 'x');
stream_socket_shutdown($guest, STREAM_SHUT_WR);
$loop->after(0.2, $loop->stop(...));
$loop->run();
echo 'waits: ', $asker->pending() > 0 ? 'yes' : 'no', "\n";
$poll = (new ReflectionProperty($loop, 'poll'))->getValue($loop);
echo count($poll->wait(Time\Duration::fromSeconds(0))), " ready\n";

stream_set_blocking($guest, false);
$got = 0;
$loop->after(0.001, function () use ($loop, $guest, &$got) {
    while (($bytes = fread($guest, 1 << 16)) !== '' && $bytes !== false) {
        $got += strlen($bytes);
    }
    feof($guest) && $loop->stop();
}, repeat: true);
$loop->after(30, $loop->stop(...));
$loop->run();
echo $got === ANSWER ? 'all came' : "$got came", ", closed $closed\n";
?>
--EXPECT--
waits: yes
0 ready
all came, closed 1
