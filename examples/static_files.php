<?php
/*
 * A web server for the files of a folder: many clients in one process, ranges, kept-alive connections. The kernel sends
 * the files, PHP only says which.
 *
 *     php static_files.php [address] [folder]      then, elsewhere:  curl -r 0-99 http://127.0.0.1:8000/name
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';
$root = realpath($argv[2] ?? '.');

// Headers are gathered (write_buffer) and go out right before the file, without a system call of their own for each.
$server = @xsock_server($address, $code, $message, write_buffer: 4096, options: ['nonblock' => true]);
if (!$server || !$root) {
    fwrite(STDERR, $message ?: 'no such folder');
    exit(1);
}
$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";

/** One connection: what it asked so far, and what it is being sent. */
final class Client
{
    public string $request = '';
    public string $answer = '';     // what of the header has not been taken yet
    public $file = null;            // null: nothing to send
    public int $offset = 0;
    public int $end = 0;
    public bool $close = false;
    public int $last = 0;

    public function __construct(public readonly mixed $conn)
    {
        $this->last = time();
    }
}

$clients = [];
while ($running) {
    $read = [$server];
    $write = [];
    foreach ($clients as $client) {
        $client->file || $client->answer !== '' ? $write[] = $client->conn : $read[] = $client->conn;
    }
    $none = null;
    if (@stream_select($read, $write, $none, 5) === false) {
        continue;                   // a signal
    }
    foreach ([...$read, ...$write] as $stream) {
        if ($stream === $server) {
            foreach (xsock_accept_many($server) as $conn) {
                $clients[(int) $conn] = new Client($conn);
            }
        } elseif (!go_on($clients[(int) $stream], $root)) {
            unset($clients[(int) $stream]);
            @fclose($stream);       // what of the gathered bytes nobody takes is lost
        }
    }
    $clients = array_filter($clients, fn($client) => $client->last > time() - 30);     // silent ones close themselves
}

/** Reads, answers and sends as far as it goes without waiting; false when the connection is over. */
function go_on(Client $client, string $root): bool
{
    $client->last = time();
    while (true) {
        if ($client->answer !== '') {
            $sent = @fwrite($client->conn, $client->answer);
            if ($sent === false) {
                return false;       // gone
            }
            $client->answer = substr($client->answer, $sent);
            if ($client->answer !== '') {
                return true;        // it asks and asks and does not read: nothing more is read from it
            }
        }
        if ($client->file) {
            $sent = @xsock_sendfile($client->conn, $client->file, $client->offset, $client->end - $client->offset);
            if ($sent === false) {
                return false;       // the client is gone, or the file is shorter than it was: nothing can be promised
            }
            $client->offset += $sent;
            if ($client->offset < $client->end) {
                return true;        // the rest when there is room
            }
            $client->file = null;
        }
        if ($client->close) {
            return false;
        }
        if (!preg_match('~^(.*?)\r?\n\r?\n~s', $client->request, $match)) {
            $bytes = fread($client->conn, 8192);
            if (($bytes === '' && feof($client->conn)) || $bytes === false || strlen($client->request) > 16384) {
                return false;
            }
            if ($bytes === '') {
                fflush($client->conn);
                return true;
            }
            $client->request .= $bytes;
            continue;
        }
        $client->request = substr($client->request, strlen($match[0]));
        answer($client, $match[1], $root);
    }
}

/** Writes the header and opens the file. */
function answer(Client $client, string $request, string $root): void
{
    [$line, $rest] = explode("\n", $request, 2) + [1 => ''];
    [$method, $path, $version] = explode(' ', rtrim($line)) + ['', '', ''];
    $client->close = $version !== 'HTTP/1.1' || preg_match('~^connection:\s*close~mi', $rest);
    $path = rawurldecode(explode('?', $path)[0]);
    $name = str_contains($path, "\0") ? false : realpath("$root/$path");        // it throws at a NUL byte
    $file = $name && str_starts_with($name, "$root/") && is_file($name) ? fopen($name, 'r') : null;
    if (!in_array($method, ['GET', 'HEAD'], true)) {
        $client->close = true;      // what follows may be a body
        say($client, '405 Method Not Allowed', ['Allow: GET, HEAD']);
        return;
    }
    if (!$file) {
        say($client, '404 Not Found', [], "Not found\n");
        return;
    }
    $size = fstat($file)['size'];
    [$from, $to] = [0, $size - 1];
    $headers = ['Accept-Ranges: bytes', 'Content-Type: application/octet-stream'];
    $status = '200 OK';
    if (preg_match('~^range:\s*bytes=(\d*)-(\d*)\s*$~mi', $rest, $range) && $range[1] . $range[2] !== '') {
        $from = $range[1] === '' ? max(0, $size - (int) $range[2]) : (int) $range[1];
        $to = $range[1] === '' || $range[2] === '' ? $size - 1 : min((int) $range[2], $size - 1);
        if ($from > $to) {
            say($client, '416 Range Not Satisfiable', ["Content-Range: bytes */$size"]);
            return;
        }
        $headers[] = "Content-Range: bytes $from-$to/$size";
        $status = '206 Partial Content';
    }
    say($client, $status, $headers, null, $to + 1 - $from);
    if ($method === 'GET' && $to >= $from) {
        [$client->file, $client->offset, $client->end] = [$file, $from, $to + 1];
    }
}

function say(Client $client, string $status, array $headers, ?string $body = '', ?int $length = null): void
{
    $headers[] = 'Content-Length: ' . ($length ?? strlen($body));
    $headers[] = 'Connection: ' . ($client->close ? 'close' : 'keep-alive');
    $client->answer .= "HTTP/1.1 $status\r\n" . implode("\r\n", $headers) . "\r\n\r\n$body";
}
