<?php
/*
 * WebSocket (RFC 6455) for ten thousand browsers: what one sends, all get. Built on event_loop.php.
 *
 *     ulimit -n 20000; php websocket.php [address]       then, in a browser's console on any page:
 *     s = new WebSocket('ws://127.0.0.1:8000'); s.onmessage = e => console.log(e.data); s.onopen = e => s.send('hello')
 */
require __DIR__ . '/event_loop.php';

const LONGEST_MESSAGE = 1 << 16;
const TOO_FAR_BEHIND = 1 << 20;         // bytes somebody does not read
const TEXT = 1, BINARY = 2, END = 8, PING = 9, PONG = 10;

final class Browser
{
    private string $in = '';            // bytes that are no whole request or frame yet
    private string $message = '';       // pieces of a message in several frames
    private int $kind = 0;
    private bool $upgraded = false;

    public function __construct(public readonly Connection $connection, private Closure $onMessage)
    {
        $connection->onData = $this->read(...);
    }

    public function send(string $text, int $kind = TEXT): void
    {
        $to = $this->connection;
        if ($this->upgraded && !$to->write(self::frame($text, $kind)) && $to->pending() > TOO_FAR_BEHIND) {
            $to->close(now: true);
        }
    }

    public static function frame(string $text, int $kind): string
    {
        $n = strlen($text);
        $length = $n < 126 ? chr($n) : ($n < 65536 ? pack('Cn', 126, $n) : pack('CNN', 127, 0, $n));
        return chr(0x80 | $kind) . $length . $text;
    }

    private function read(Connection $connection, string $bytes): void
    {
        $this->in .= $bytes;
        if (!$this->upgraded && !$this->upgrade()) {
            return;
        }
        while ($connection->open && ($frame = $this->nextFrame()) !== null) {
            $this->handle(...$frame);
        }
    }

    private function upgrade(): bool
    {
        [$head, $rest] = explode("\r\n\r\n", $this->in, 2) + [1 => null];
        if ($rest === null && strlen($this->in) < 8192) {
            return false;               // the rest is to come
        }
        $this->in = (string) $rest;
        if ($rest === null || !preg_match('~^Sec-WebSocket-Key:\s*(\S+)\s*$~mi', $head, $key)) {
            $this->connection->write("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\n\r\n");
            $this->connection->close();
            return false;
        }
        $accept = base64_encode(sha1($key[1] . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true));
        $this->connection->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            . "Sec-WebSocket-Accept: $accept\r\n\r\n");
        return $this->upgraded = true;
    }

    /** [opcode, is it the last of its message, payload], or null while it is not all there */
    private function nextFrame(): ?array
    {
        if (strlen($this->in) < 2) {
            return null;
        }
        [$first, $second] = [ord($this->in[0]), ord($this->in[1])];
        $at = 2 + match ($second & 0x7f) { 126 => 2, 127 => 8, default => 0 };
        if (strlen($this->in) < $at) {
            return null;
        }
        $n = match ($at) {
            4 => unpack('n', $this->in, 2)[1],
            10 => unpack('N', $this->in, 2)[1] ? -1 : unpack('N', $this->in, 6)[1],     // for PHP of 32 bits, too
            default => $second & 0x7f,
        };
        if ($n < 0 || $n > LONGEST_MESSAGE || !($second & 0x80)) {     // too long, or not masked as a client must
            $this->fail($second & 0x80 ? 1009 : 1002);
            return null;
        }
        if (strlen($this->in) < $at + 4 + $n) {
            return null;
        }
        $payload = substr($this->in, $at + 4, $n) ^ str_repeat(substr($this->in, $at, 4), intdiv($n + 3, 4));
        $this->in = substr($this->in, $at + 4 + $n);
        return [$first & 0x0f, (bool) ($first & 0x80), $payload];
    }

    private function handle(int $opcode, bool $last, string $payload): void
    {
        if ($opcode === PING) {
            $this->send($payload, PONG);
        } elseif ($opcode === END) {
            $this->send(substr($payload, 0, 2), END);
            $this->connection->close();
        } elseif ($opcode <= BINARY) {
            $this->kind = $opcode ?: $this->kind;
            $this->message .= $payload;
            if (strlen($this->message) > LONGEST_MESSAGE) {
                $this->fail(1009);
            } elseif ($last) {
                [$message, $this->message] = [$this->message, ''];
                ($this->onMessage)($this, $message, $this->kind);
            }
        }
    }

    private function fail(int $code): void
    {
        $this->send(pack('n', $code), END);
        $this->connection->close();
    }
}

$browsers = [];
$loop = new Loop();
stop_on_signals($loop);
$server = $loop->listen($argv[1] ?? 'tcp://127.0.0.1:8000', function (Connection $connection) use (&$browsers) {
    $browser = new Browser($connection, function (Browser $from, string $message, int $kind) use (&$browsers) {
        foreach ($browsers as $browser) {
            $browser->send($message, $kind);
        }
    });
    $browsers[spl_object_id($browser)] = $browser;
    $connection->onClose = function () use (&$browsers, $browser) {
        unset($browsers[spl_object_id($browser)]);
    };
}, ['backlog' => 4096]);
$loop->after(30.0, function () use (&$browsers) {       // proxies forget who is silent; the dead are noticed by it, too
    foreach ($browsers as $browser) {
        $browser->send('', PING);
    }
}, repeat: true);
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";
$loop->run();
