<?php
/*
 * WebSocket over TLS (wss://): an echo for browsers, and the page that talks to it, on one port.
 *
 *     php websocket_tls.php [address] [certificate.pem]       then, in a browser:  https://127.0.0.1:8443/
 *
 * RFC 6455: the client asks for it by HTTP, then both sides send frames; the client's are masked.
 */
require __DIR__ . '/certificate.php';
$address = $argv[1] ?? 'tls://127.0.0.1:8443';
$certificate = $argv[2] ?? make_certificate(['localhost', '127.0.0.1']);

const PAGE = <<<'HTML'
    <!DOCTYPE html>
    <title>echo</title>
    <form><input autofocus> <button>Say</button></form>
    <pre></pre>
    <script>
    const show = text => document.querySelector('pre').append(text + '\n');
    const socket = new WebSocket('wss://' + location.host);
    socket.onopen = () => { show('open'); socket.send('Grüße aus dem Browser'); };
    socket.onmessage = event => show('echo: ' + event.data);
    socket.onclose = event => show('closed, ' + event.code);
    document.forms[0].onsubmit = event => {
        event.preventDefault();
        socket.send(document.querySelector('input').value);
    };
    </script>

    HTML;

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

$server = @xsock_server($address, $code, $message, options: [
    'nonblock' => true,
    'local_cert' => $certificate,
    'alpn_protocols' => 'http/1.1',     // WebSocket over HTTP/2 is another protocol
]);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
echo 'listening on https://', stream_socket_get_name($server, false), "\n";

$clients = [];
while ($running) {
    $streams = array_map(fn ($client) => $client->stream, $clients);
    $write = array_intersect_key($streams, array_filter($clients, fn ($client) => $client->out !== ''));
    // Nothing more is read from one that has not taken its last answer: nobody can fill our memory.
    $read = [0 => $server] + array_diff_key($streams, $write);
    $except = null;
    if (!@stream_select($read, $write, $except, 1)) {
        continue;                       // a quiet second (0), or a signal (false)
    }
    if (isset($read[0]) && ($stream = xsock_accept($server, 0))) {
        $clients[get_resource_id($stream)] = new Client($stream);
        if (count($clients) > 900) {    // stream_select() cannot watch descriptors from 1024 on
            array_pop($clients);
            fclose($stream);
        }
    }
    foreach ($clients as $id => $client) {
        if (isset($read[$id])) {
            $client->receive();
        }
        if (!$client->send()) {
            fclose($client->stream);
            unset($clients[$id]);
        }
    }
}

final class Client
{
    public string $out = '';
    private string $in = '';
    private string $message = '';       // its frames so far
    private int $type = 0;              // of the message: 1 text, 2 binary
    private bool $open = false;         // asked for WebSocket, and got it
    private bool $leaving = false;

    public function __construct(public $stream)
    {
    }

    public function receive(): void
    {
        $bytes = fread($this->stream, 65536);
        $this->in .= $bytes;
        $this->leaving = $bytes === false || $bytes === '' && feof($this->stream);
        if (!$this->open && ($end = strpos($this->in, "\r\n\r\n")) !== false) {
            $request = substr($this->in, 0, $end + 2);
            $this->in = substr($this->in, $end + 4);
            $this->request($request);
        }
        while ($this->open && !$this->leaving && $this->frame()) {
            // one after the other
        }
        $this->leaving = $this->leaving || !$this->open && strlen($this->in) > 8192;
    }

    /** False: it is over. */
    public function send(): bool
    {
        if ($this->out !== '') {
            $taken = @fwrite($this->stream, $this->out);
            if ($taken === false) {
                return false;
            }
            $this->out = substr($this->out, $taken);
        }
        return !$this->leaving || $this->out !== '';
    }

    private function request(string $request): void
    {
        if (preg_match('~^Sec-WebSocket-Key: *(\S+)\r\n~mi', $request, $match)) {
            $proof = base64_encode(sha1($match[1] . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true));
            $this->out .= "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                . "Sec-WebSocket-Accept: $proof\r\n\r\n";
            $this->open = true;
            return;
        }
        [$status, $body] = str_starts_with($request, 'GET / ') ? ['200 OK', PAGE] : ['404 Not Found', "Not here.\n"];
        $this->out .= "HTTP/1.1 $status\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " . strlen($body)
            . "\r\nConnection: close\r\n\r\n$body";
        $this->leaving = true;
    }

    /** Takes one frame out of what was read. False: it is not all there yet. */
    private function frame(): bool
    {
        if (strlen($this->in) < 2) {
            return false;
        }
        [$first, $length] = [ord($this->in[0]), ord($this->in[1]) & 127];
        if (!(ord($this->in[1]) & 128)) {
            $this->close(1002);                         // not masked
            return false;
        }
        $header = $length === 127 ? 10 : ($length === 126 ? 4 : 2);
        if (strlen($this->in) < $header + 4) {
            return false;
        }
        if ($header > 2) {
            [$high, $length] = $header === 4 ? [0, unpack('n', $this->in, 2)[1]]
                : array_values(unpack('N2', $this->in, 2));
            $length = $high ? -1 : $length;             // 'J' is not for PHP of 32 bits
        }
        if ($length < 0 || $length + strlen($this->message) > 1 << 20) {
            $this->close(1009);                         // too big
            return false;
        }
        if (strlen($this->in) < $header + 4 + $length) {
            return false;
        }
        $mask = str_repeat(substr($this->in, $header, 4), ($length >> 2) + 1);
        $payload = substr($this->in, $header + 4, $length) ^ $mask;     // as long as the shorter one
        $this->in = substr($this->in, $header + 4 + $length);
        $this->handle($first & 15, (bool) ($first & 128), $payload);
        return true;
    }

    private function handle(int $type, bool $last, string $payload): void
    {
        if ($type === 8) {                              // close: the same back
            $this->put(8, substr($payload, 0, 125));
            $this->leaving = true;
        } elseif ($type === 9) {                        // ping: pong
            $this->put(10, substr($payload, 0, 125));
        } elseif ($type < 3 && ($type === 0) === ($this->type !== 0)) {     // a message, in one frame or several
            $this->type = $this->type ?: $type;
            $this->message .= $payload;
            if ($last) {
                $this->put($this->type, $this->message);
                [$this->type, $this->message] = [0, ''];
            }
        } elseif ($type !== 10) {
            $this->close(1002);
        }
    }

    private function put(int $type, string $payload): void
    {
        $length = strlen($payload);
        $this->out .= chr(128 | $type) . ($length < 126 ? chr($length)
            : ($length < 65536 ? pack('Cn', 126, $length) : pack('CNN', 127, 0, $length))) . $payload;
    }

    private function close(int $why): void
    {
        $this->put(8, pack('n', $why));
        $this->leaving = true;
    }
}
