<?php
/*
 * An HTTP/1.1 server for many clients, built on event_loop.php: connections that stay, pipelining, bodies with a length
 * or in chunks, limits for all that a client can make large or slow, an end in order. What it serves is at the end.
 *
 *     php http_server.php [address] [certificate.pem]      then:  curl -d text http://127.0.0.1:8000/echo
 *     php http_server.php tls://127.0.0.1:8443             then:  curl -k https://127.0.0.1:8443/
 */
require __DIR__ . '/event_loop.php';

final class Request
{
    public function __construct(
        public readonly string $method,
        public readonly string $target,     // path and query, not decoded
        public readonly string $version,    // 1.1 or 1.0
        public readonly array $headers,     // name in lower case => value
        public readonly string $peer,
        public string $body = '',
    ) {
    }
}

final class Response
{
    public function __construct(
        public readonly string $body = '',
        public readonly int $status = 200,
        public readonly array $headers = ['Content-Type' => 'text/plain'],
    ) {
    }
}

final class Limits
{
    public function __construct(
        public readonly int $connections = 1000,    // fewer than the process has descriptors: ulimit -n
        public readonly int $header = 16384,        // bytes, of the request line and all fields
        public readonly int $fields = 100,
        public readonly int $body = 1 << 20,
        public readonly int $memory = 48 << 20,     // then who holds much is put out; far below memory_limit
        public readonly float $idle = 15.0,         // seconds between two requests
        public readonly float $request = 30.0,      // from the first byte of a request to its last
        public readonly float $answer = 60.0,       // for taking what was answered
        public readonly float $leave = 10.0,        // for everybody, when the server ends
    ) {
    }
}

/** Thrown at a request that is not answered by the handler; the connection ends with it. */
final class Refused extends Exception
{
}

final class HttpServer
{
    public bool $leaving = false;
    public readonly mixed $socket;
    private array $clients = [];

    /** $handler: function (Request $request): Response */
    public function __construct(
        public readonly Loop $loop,
        string $address,
        public readonly Closure $handler,
        public readonly Limits $limits = new Limits(),
        array $options = [],
    ) {
        $this->socket = $loop->listen($address, $this->welcome(...), $options + ['backlog' => 4096]);
        $this->makeRoom();
        $loop->after(min(1.0, $limits->idle / 4), $this->look(...), repeat: true);
    }

    /** Nobody new, then the end of the loop when all have what they asked for, or after some seconds. */
    public function leave(): void
    {
        $this->leaving = true;
        fclose($this->socket);          // who is in its queue is reset: docs/restarts.md has the ways around that
        $this->loop->after(0.0, function () {           // what had arrived has been read by then
            array_map(fn ($client) => $client->idle() && $client->connection->close(), $this->clients);
            $this->clients || $this->loop->stop();
        });
        $this->loop->after($this->limits->leave, $this->loop->stop(...));
    }

    /** As many connections as there may be: then the answers end theirs, to make room for those who wait. */
    public function full(): bool
    {
        return count($this->clients) >= $this->limits->connections;
    }

    private function welcome(Connection $connection): void
    {
        $client = new HttpClient($this, $connection);
        $this->clients[spl_object_id($client)] = $client;
        $connection->onClose = function () use ($client) {
            unset($this->clients[spl_object_id($client)]);
            $client->forget();
            $this->makeRoom();
        };
        $this->makeRoom();
    }

    /**
     * Who comes when all places are taken waits in the kernel's queue: that costs nothing, and most get their turn
     * within a moment. An answer of 503 to each is work a crowd can order as fast as it can connect.
     */
    private function makeRoom(): void
    {
        if ($this->leaving) {
            $this->clients || $this->loop->stop();
        } else {
            $this->loop->accept($this->socket, max(0, min(64, $this->limits->connections - count($this->clients))));
        }
    }

    /** One timer for all connections, not one for each. */
    private function look(): void
    {
        $now = Loop::now();
        foreach ($this->clients as $client) {
            $client->deadline < $now && $client->late();
        }
    }
}

final class HttpClient
{
    private const IDLE = 0, ASKING = 1, BEHIND = 2, ENDING = 3;
    private const PHRASES = [200 => 'OK', 201 => 'Created', 204 => 'No Content', 301 => 'Moved Permanently',
        302 => 'Found', 304 => 'Not Modified', 400 => 'Bad Request', 403 => 'Forbidden', 404 => 'Not Found',
        405 => 'Method Not Allowed', 408 => 'Request Timeout', 413 => 'Content Too Large', 414 => 'URI Too Long',
        417 => 'Expectation Failed', 431 => 'Request Header Fields Too Large', 500 => 'Internal Server Error',
        501 => 'Not Implemented', 503 => 'Service Unavailable', 505 => 'HTTP Version Not Supported'];
    private const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];
    private const TOKEN = "[!#$%&'*+.^_`|\\~0-9A-Za-z-]+";

    public float $deadline;
    private int $state;
    private string $in = '';
    private int $at = 0;                // what of $in has been dealt with
    private string $body = '';          // chunks so far
    private int $header = 0;            // bytes the header of this request may still have
    private ?Generator $requests;

    public function __construct(private HttpServer $server, public readonly Connection $connection)
    {
        $connection->onData = $this->hear(...);
        $connection->onDrain = $this->drained(...);
        $this->become(self::IDLE);
        $this->requests = $this->requests();
        $this->requests->current();     // up to where it lacks the first byte
    }

    public function idle(): bool
    {
        return $this->state === self::IDLE;
    }

    /** Nothing refers in a ring any more: the memory is free at once. */
    public function forget(): void
    {
        $this->requests = null;
    }

    public function late(): void
    {
        $this->state === self::ASKING ? $this->refuse(408) : $this->connection->close(now: true);
    }

    private function become(int $state): void
    {
        $limits = $this->server->limits;
        $this->state = $state;
        $this->deadline = Loop::now() + match ($state) {
            self::IDLE => $limits->idle,
            self::ASKING => $limits->request,
            self::BEHIND => $limits->answer,
            self::ENDING => $this->connection->pending() ? $limits->answer : 5.0,
        };
    }

    private function hear(Connection $connection, string $bytes): void
    {
        if ($this->state === self::ENDING) {
            return;                     // it cannot know yet
        }
        $this->in = $this->at ? substr($this->in, $this->at) : $this->in;
        $this->in .= $bytes;
        $this->at = 0;
        $this->holdsMuch() ? $this->refuse(503) : $this->goOn();
    }

    /** A thousand clients can send more than PHP may have, each within its limits: the end for all. */
    private function holdsMuch(): bool
    {
        return memory_get_usage() > $this->server->limits->memory
            && strlen($this->in) + strlen($this->body) + $this->connection->pending() > $this->server->limits->header;
    }

    private function drained(): void
    {
        if ($this->state === self::ENDING) {
            $this->become(self::ENDING);
        } elseif ($this->state === self::BEHIND) {
            $this->connection->pause(false);
            $this->become(self::ASKING);
            $this->goOn();
        }
    }

    private function goOn(): void
    {
        try {
            do {
                $this->requests?->next();
                $request = $this->requests?->current();
            } while ($request && $this->answer($request));
        } catch (Refused $why) {
            $this->refuse($why->getCode());
        }
    }

    private function refuse(int $status): void
    {
        $this->send(new Response(self::PHRASES[$status] . "\n", $status), false, true);
    }

    /** False: not the next one now. */
    private function answer(Request $request): bool
    {
        try {
            $response = ($this->server->handler)($request);
        } catch (Throwable $e) {        // one broken answer, not the end for all
            fwrite(STDERR, "$request->method $request->target: $e\n");
            $response = new Response("Internal Server Error\n", 500);
        }
        $last = $request->version === '1.0' || preg_match('~\bclose\b~i', $request->headers['connection'] ?? '')
            || $this->server->full() || ($this->server->leaving && $this->at === strlen($this->in));
        return $this->send($response, $request->method === 'HEAD', $last);
    }

    private function send(Response $response, bool $head, bool $last): bool
    {
        $status = $response->status;
        $answer = "HTTP/1.1 $status " . (self::PHRASES[$status] ?? '') . "\r\n"
            . 'Date: ' . gmdate('D, d M Y H:i:s') . " GMT\r\n";
        foreach ($response->headers as $name => $value) {
            $answer .= "$name: $value\r\n";
        }
        $bodiless = $status === 204 || $status === 304;
        $answer .= ($bodiless ? '' : 'Content-Length: ' . strlen($response->body) . "\r\n")
            . ($last ? "Connection: close\r\n\r\n" : "\r\n") . ($head || $bodiless ? '' : $response->body);
        $goOn = $this->connection->write($answer);
        if ($last && $this->connection->open) {
            $this->in = $this->body = '';
            $this->at = 0;
            $this->requests = null;
            $this->connection->finish();
            $this->become(self::ENDING);
            return false;
        }
        if (!$goOn && $this->holdsMuch()) {
            $this->connection->close(now: true);
        } elseif (!$goOn && $this->connection->open) {
            $this->connection->pause(); // who does not take answers is not read from either
            $this->become(self::BEHIND);
        }
        return $goOn;
    }

    /** Gives one Request after the other, and null where bytes are missing. Offsets hold until the next null only. */
    private function requests(): Generator
    {
        while (true) {
            if ($this->at === strlen($this->in)) {
                $this->become(self::IDLE);
                yield;
            }
            $this->become(self::ASKING);
            $this->header = $this->server->limits->header;
            while (($line = yield from $this->line(414)) === '');          // line ends too many after a body
            if (!preg_match('~^(' . self::TOKEN . ') ([\x21-\x7e]+) HTTP/(\d)\.(\d)$~D', $line, $words)) {
                throw new Refused('request line', 400);
            }
            [, $method, $target, $major, $minor] = $words;
            match (true) {
                $major !== '1' => throw new Refused('version', 505),
                !in_array($method, self::METHODS, true) => throw new Refused('method', 501),
                !preg_match('~^(/|https?://|\*$)~i', $target) => throw new Refused('target', 400),
                default => null,
            };
            $fields = yield from $this->fields();
            // What stands there twice, or in two ways, others may read differently: behind a proxy that is a hole.
            $length = $fields['content-length'] ?? null;
            $coding = $fields['transfer-encoding'] ?? null;
            match (true) {
                $minor !== '0' && !isset($fields['host']) => throw new Refused('no host', 400),
                str_contains($fields['host'] ?? '', ',') => throw new Refused('two hosts', 400),
                $coding !== null && ($length !== null || $minor === '0') => throw new Refused('two lengths', 400),
                $coding !== null && strcasecmp($coding, 'chunked') !== 0 => throw new Refused('coding', 501),
                $length !== null && !preg_match('~^\d+$~D', $length) => throw new Refused('length', 400),
                strlen(ltrim((string) $length, '0')) > 15 || (int) $length > $this->server->limits->body
                    => throw new Refused('length', 413),
                strcasecmp($fields['expect'] ?? '100-continue', '100-continue') !== 0
                    => throw new Refused('expect', 417),
                default => null,
            };
            $waits = isset($fields['expect']) && $minor !== '0' && $this->at === strlen($this->in);
            if ($waits && ($length || $coding)) {
                $this->connection->write("HTTP/1.1 100 Continue\r\n\r\n");
            }
            // Proxies are asked with the whole address.
            $target = preg_replace('~^https?://[^/?]*/?~i', '/', $target);
            $request = new Request($method, $target, "1.$minor", $fields, $this->connection->peer);
            $request->body = yield from ($coding !== null ? $this->chunks() : $this->bytes((int) $length));
            yield $request;
        }
    }

    /** A line of the header, without its end; $status is for one that is too long. */
    private function line(int $status): Generator
    {
        for ($seen = 0; ($end = strpos($this->in, "\n", $this->at + $seen)) === false;) {
            $seen = strlen($this->in) - $this->at;
            if ($seen > $this->header) {
                throw new Refused('too long', $status);
            }
            yield;
        }
        $line = substr($this->in, $this->at, $end - $this->at);
        $this->header -= strlen($line) + 1;
        $this->at = $end + 1;
        return match (true) {
            $this->header < 0 => throw new Refused('too long', $status),
            !str_ends_with($line, "\r") => throw new Refused('a bare line feed', 400),
            default => substr($line, 0, -1),
        };
    }

    private function fields(): Generator
    {
        $fields = [];
        while (($line = yield from $this->line(431)) !== '') {
            // A field folded into a second line begins with a space, a name has none before its colon.
            if (!preg_match('~^(' . self::TOKEN . '):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*)$~D', $line, $field)) {
                throw new Refused('field', 400);
            }
            $name = strtolower($field[1]);
            $value = rtrim($field[2], " \t");
            if (count($fields) >= $this->server->limits->fields) {
                throw new Refused('too many', 431);
            }
            $fields[$name] = isset($fields[$name]) ? "$fields[$name], $value" : $value;
        }
        return $fields;
    }

    private function bytes(int $n): Generator
    {
        while (strlen($this->in) - $this->at < $n) {
            yield;
        }
        $this->at += $n;
        return substr($this->in, $this->at - $n, $n);
    }

    private function chunks(): Generator
    {
        while (true) {
            $this->header = 256;        // a size, and extensions nobody uses
            if (!preg_match('~^([0-9A-Fa-f]{1,15})[ \t]*(;[\t\x20-\x7e]*)?$~D', yield from $this->line(400), $match)) {
                throw new Refused('chunk', 400);
            }
            $n = hexdec($match[1]);
            if ($n > $this->server->limits->body - strlen($this->body)) {
                throw new Refused('chunk', 413);
            }
            if ($n === 0) {
                $this->header = $this->server->limits->header;
                yield from $this->fields();         // trailers
                [$body, $this->body] = [$this->body, ''];
                return $body;
            }
            $this->body .= yield from $this->bytes($n);
            if ((yield from $this->bytes(2)) !== "\r\n") {
                throw new Refused('chunk', 400);
            }
        }
    }
}

if (realpath($_SERVER['SCRIPT_FILENAME']) !== __FILE__) {
    return;                             // somebody else's server is built on this file
}

function handle(Request $request): Response
{
    [$path] = explode('?', $request->target);
    [$allowed, $answer] = match ($path) {
        '/' => [['GET', 'HEAD'], fn () => new Response("hello\n")],
        '/echo' => [['POST', 'PUT'], fn () => new Response($request->body)],
        default => [[$request->method], fn () => new Response("Not found\n", 404)],
    };
    return in_array($request->method, $allowed, true) ? $answer()
        : new Response("Not here\n", 405, ['Allow' => implode(', ', $allowed)]);
}

$address = $argv[1] ?? 'tcp://127.0.0.1:8000';
$options = [];
if (str_starts_with($address, 'tls://')) {
    require __DIR__ . '/certificate.php';
    $options = ['alpn_protocols' => 'http/1.1', 'setup_timeout' => 5,
        'local_cert' => $argv[2] ?? make_certificate(['localhost', '127.0.0.1', '::1'])];
}
$loop = new Loop();
stop_on_signals($loop);
$server = new HttpServer($loop, $address, handle(...), options: $options);
echo 'listening on ', strstr($address, '://', true), '://', stream_socket_get_name($server->socket, false), "\n";
$loop->run();                           // until Ctrl-C or SIGTERM
$server->leave();
$loop->run();                           // until everybody has what was asked for; a second Ctrl-C: at once
