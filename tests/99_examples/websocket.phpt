--TEST--
examples/websocket.php: handshake, frames of all lengths, in pieces, pings, closing, and what is refused
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$example = new Example('websocket.php', 'tcp://127.0.0.1:0');

final class Browser
{
    public $stream;

    public function __construct(string $address)
    {
        $this->stream = stream_socket_client($address, $code, $text, PATIENCE);
        stream_set_timeout($this->stream, PATIENCE);
        // The key and its answer are RFC 6455's own example.
        $request = "GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            . "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        foreach (str_split($request, 50) as $piece) {
            fwrite($this->stream, $piece);
        }
    }

    public function head(): string
    {
        return stream_get_line($this->stream, 8192, "\r\n\r\n");
    }

    public function send(int $first, string $text, bool $masked = true): void
    {
        $n = strlen($text);
        $mask = "\x01\x02\x03\x04";
        $length = $n < 126 ? chr($n | 128) : ($n < 65536 ? pack('Cn', 126 | 128, $n) : pack('CJ', 127 | 128, $n));
        fwrite($this->stream, $masked ? chr($first) . $length . $mask . ($text ^ str_pad('', $n, $mask)) : chr($first) . chr($n) . $text);
    }

    /** [first byte, payload] */
    public function receive(): array
    {
        $head = stream_get_contents($this->stream, 2);
        if (strlen($head) < 2) {
            return [null, feof($this->stream) ? 'closed' : 'nothing'];
        }
        $n = ord($head[1]);
        $n = $n === 126 ? unpack('n', stream_get_contents($this->stream, 2))[1]
            : ($n === 127 ? unpack('J', stream_get_contents($this->stream, 8))[1] : $n);
        return [ord($head[0]), $n ? stream_get_contents($this->stream, $n) : ''];
    }
}
$show = fn (array $frame) => printf("%02x %s\n", $frame[0], strlen($frame[1]) > 60 ? strlen($frame[1]) . ' bytes' : $frame[1]);
$ann = new Browser($example->address);
$ben = new Browser($example->address);
echo strstr($ann->head(), 'Sec-WebSocket-Accept'), "\n", strtok($ben->head(), "\r"), "\n";
$ann->send(0x81, 'hello');
$show($ann->receive());
$show($ben->receive());
foreach ([200, 65536] as $n) {
    $ben->send(0x82, str_repeat('x', $n));
    $show($ann->receive());
    $show($ben->receive());
}
$ann->send(0x01, 'in three ');
$ann->send(0x00, 'pieces ');
$ann->send(0x89, 'ping');
$ann->send(0x80, 'and a ping between');
$show($ann->receive());
$show($ann->receive());
$show($ben->receive());
$bad = new Browser($example->address);
$bad->head();
$bad->send(0x81, 'not masked', false);
echo bin2hex($bad->receive()[1]), ' ', $bad->receive()[1], "\n";
$bad = new Browser($example->address);
$bad->head();
$bad->send(0x81, str_repeat('x', 70000));
echo bin2hex($bad->receive()[1]), "\n";
$ben->send(0x88, pack('n', 1000) . 'bye');
echo bin2hex($ben->receive()[1]), ' ', $ben->receive()[1], "\n";
$plain = stream_socket_client($example->address);
fwrite($plain, "GET / HTTP/1.0\r\n\r\n");
echo strtok((string) fgets($plain), "\r"), "\n";
$ann->send(0x81, 'alone');
$show($ann->receive());
echo $example->end();
?>
--EXPECT--
Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
HTTP/1.1 101 Switching Protocols
81 hello
81 hello
82 200 bytes
82 200 bytes
82 65536 bytes
82 65536 bytes
8a ping
81 in three pieces and a ping between
81 in three pieces and a ping between
03ea closed
03f1
03e8 closed
HTTP/1.1 426 Upgrade Required
81 alone
exit 0
