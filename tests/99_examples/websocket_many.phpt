--TEST--
examples/websocket.php: more browsers than stream_select() can watch; all hear what one says, half leave, the rest go on
--EXTENSIONS--
xsock
posix
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
posix_getrlimit()['hard openfiles'] === 'unlimited' || posix_getrlimit()['hard openfiles'] >= 2500 || die('skip needs 2,500 descriptors');
?>
--FILE--
<?php
// 10,000 work likewise; the number is for machines with small limits, and for sanitizers.
require __DIR__ . '/example.inc';

use Io\Poll\{Context, Event};
use Time\Duration;

const MANY = 2000;

posix_setrlimit(POSIX_RLIMIT_NOFILE, 2500, posix_getrlimit()['hard openfiles'] === 'unlimited' ? POSIX_RLIMIT_INFINITY : posix_getrlimit()['hard openfiles']);
$example = new Example('websocket.php', 'tcp://127.0.0.1:0');
$request = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    . "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
$poll = new Context();
$browsers = $heard = [];
for ($i = 0; $i < MANY; $i++) {
    $browsers[$i] = stream_socket_client($example->address, $code, $text, PATIENCE) ?: exit("$i: $text\n");
    stream_set_blocking($browsers[$i], false);
    fwrite($browsers[$i], $request);
    $heard[$i] = '';
    $poll->add(new StreamPollHandle($browsers[$i]), [Event::Read], $i);
}

/** How many have heard it within the patience; forgets what was heard. */
function hear(string $what): int
{
    global $poll, $browsers, $heard;
    $missing = $browsers;
    for ($deadline = hrtime(true) + PATIENCE * 1e9; $missing && hrtime(true) < $deadline;) {
        foreach ($poll->wait(Duration::fromSeconds(1)) as $watcher) {
            $i = $watcher->getData();
            $heard[$i] .= fread($browsers[$i], 8192);
            if (isset($missing[$i]) && str_contains($heard[$i], $what)) {
                unset($missing[$i]);
                $heard[$i] = '';
            }
        }
    }
    return count($browsers) - count($missing);
}

/** A masked text frame. */
function say($stream, string $text): void
{
    fwrite($stream, "\x81" . chr(0x80 | strlen($text)) . "\1\2\3\4" . ($text ^ str_pad('', strlen($text), "\1\2\3\4")));
}

echo hear("\r\n\r\n"), " are there\n";
say($browsers[7], 'good morning');
echo hear("\x81\x0cgood morning"), " hear good morning\n";
for ($i = 0; $i < MANY; $i += 2) {
    fclose($browsers[$i]);
    unset($browsers[$i]);
}
say($browsers[7], 'who is left?');
echo hear("\x81\x0cwho is left?"), " are left\n";
echo $example->end();
?>
--EXPECT--
2000 are there
2000 hear good morning
1000 are left
exit 0
