--TEST--
The examples that serve clients outlive garbage, resets, clients that are half gone, and Ctrl-Z, and serve the next one
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
if (!function_exists('posix_kill')) {
    die('skip workers are ended with ext/posix');
}
tls_needed();
?>
--FILE--
<?php
require __DIR__ . '/example.inc';
require dirname(__DIR__, 2) . '/examples/certificate.php';

const GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const HELLO = "\x16\x03\x01\x00\x2f\x01\x00\x00\x2b\x03\x03abcdefghijklmnopqrstuvwxyz012345\x00\x00\x04\x13\x01\x00\xff\x01\x00\x00\x00";
const WEBSOCKET = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    . "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n\x81\x85abcd\x09\x07\x0f\x08\x0e\x89\x80abcd\x88\x82abcd\x62\x8a";
const MAIL = "EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nSubject: x\r\n\r\nbody\r\n.\r\nQUIT\r\n";

$certificate = make_certificate(['localhost', '127.0.0.1']);
$control = sys_get_temp_dir() . '/xsock_fuzz_' . getmypid() . '.sock';
// What garbage is made of, what a good client says, and what it gets.
$examples = [
    'burst.php' => ["hello\n", '', '~you are number~'],
    'chat.php' => ["hello\r\neverybody\r\n", "good\n", '~good~'],
    'chat_loop.php' => ["/join kitchen\nhello\n/who\n", "/who\n", '~\* \d+ in hall~'],
    'ephemeral_port.php' => [GET, GET, '~404~'],
    'event_loop.php' => ["hello\n", "hello\n", '~^hello\n~'],
    'exec_restart.php' => [GET, GET, '~process \d+~'],
    'hot_restart.php' => [GET, GET, '~process \d+~', $control],
    'http_server.php' => ["POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello" . GET, GET, '~hello~'],
    'leaving_worker.php' => [GET, GET, '~process \d+~'],
    'prefork.php' => ["hello\n", "hello\n", '~hello~', '2'],
    'proxy_protocol.php' => ["PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n" . GET, "PROXY UNKNOWN\r\n" . GET, '~You are~'],
    'reuseport.php' => ["hello\n", '', '~worker~', '2'],
    'slow_worker.php' => ["a\nb\nc\n", "a\nb\n", '~2 records~'],
    'smtp_starttls.php' => [MAIL . "\0EHLO x\r\nSTARTTLS\r\n" . HELLO, "EHLO x\r\nQUIT\r\n", '~^221~m', $certificate],
    'static_files.php' => ["GET /a HTTP/1.1\r\nRange: bytes=0-3\r\n\r\nHEAD /%2e%2e/a HTTP/1.1\r\n\r\n", GET, '~404~', __DIR__],
    'time_tcp.php' => ["hello\n", '', '~local time~'],
    'websocket.php' => [WEBSOCKET, WEBSOCKET, '~ 101 .*\r\n\r\n.*hello~s'],
    'http_server.php tls' => [HELLO, GET, '~hello~', $certificate],
    'https.php' => [HELLO, GET, '~Hello~', $certificate],
    'https_sni.php' => [HELLO, GET, '~This is~', "localhost=$certificate"],
    'prefork_tls.php' => [HELLO, GET, '~worker \d+~', '2', $certificate],
    'websocket_tls.php' => [HELLO, GET, '~ 200 ~', $certificate],
];

function mutated(string $bytes): string
{
    static $bits = ["\r\n", "\n", "\0", '%00', "\xff\xff\xff\xff\xff\xff\xff\xff", '%', "\r\n\r\n", '-1', '99999999999999999999'];
    for ($n = mt_rand(0, 5); $n; $n--) {
        $at = mt_rand(0, strlen($bytes));
        $bytes = match (mt_rand(0, 5)) {
            0 => substr_replace($bytes, pack('V', mt_rand()), $at, mt_rand(0, 4)),
            1 => substr($bytes, 0, $at) . substr($bytes, mt_rand(0, strlen($bytes))),
            2 => substr_replace($bytes, str_repeat(chr(mt_rand(32, 255)), mt_rand(1, 20000)), $at, 0),
            3 => substr_replace($bytes, $bits[mt_rand(0, 8)], $at, 0),
            4 => substr($bytes, 0, $at),
            5 => strlen($bytes) < 50000 ? $bytes . $bytes : $bytes,
        };
    }
    return $bytes;
}
function hostile(string $where, string $seed, int $many): void
{
    $kept = [];
    for ($i = 0; $i < $many; $i++) {
        $client = stream_socket_client($where, $code, $text, PATIENCE);
        stream_set_blocking($client, false);
        @fwrite($client, $i % 10 ? mutated($seed) : implode(array_map(fn () => chr(mt_rand(0, 255)), range(0, mt_rand(1, 300)))));
        if ($i % 3 === 0) {             // a moment to answer, so that some close with the answer unread: a reset
            $read = [$client];
            $none = null;
            stream_select($read, $none, $none, 0, 500);
        }
        $i % 4 === 0 && @stream_socket_shutdown($client, STREAM_SHUT_WR);
        $i % 2 ? fclose($client) : $kept[] = $client;
        count($kept) > 10 && fclose(array_shift($kept));
    }
}
function good(string $where, array $dialogue): string
{
    [, $says, $expected] = $dialogue;
    $tls = str_starts_with($where, 'tls:');
    $listener = $dialogue[1] === "good\n" ? stream_socket_client($where) : null;      // the chat, to somebody else
    $client = stream_socket_client($where, $code, $text, PATIENCE, context: stream_context_create(
        ['ssl' => ['verify_peer' => false, 'verify_peer_name' => false]],
    ));
    fwrite($client, $says);
    $tls || str_ends_with($says, "\x8a") || @stream_socket_shutdown($client, STREAM_SHUT_WR);
    $from = $listener ?? $client;
    stream_set_timeout($from, PATIENCE);
    for ($got = ''; !preg_match($expected, $got); $got .= $bytes) {
        $bytes = fread($from, 8192);
        if ($bytes === '' || $bytes === false) {
            return 'not served: ' . substr(addcslashes($got, "\0..\37\177..\377"), 0, 200);
        }
    }
    return 'served';
}

mt_srand(1);
$running = [];
foreach ($examples as $name => $dialogue) {
    $scheme = $dialogue[0] === HELLO ? 'tls' : 'tcp';
    $running[$name] = new Example(explode(' ', $name)[0], "$scheme://127.0.0.1:0", ...array_slice($dialogue, 3));
}
foreach ($running as $name => $example) {
    $plain = 'tcp://' . host_and_port($example->address);
    $where = ($examples[$name][0] === HELLO ? 'tls://' : 'tcp://') . host_and_port($example->address);
    hostile($plain, $examples[$name][0], 200);
    $said = good($where, $examples[$name]);
    $example->signal(SIGSTOP);
    hostile($plain, $examples[$name][0], 10);
    $example->signal(SIGCONT);
    $then = good($where, $examples[$name]);
    if ([$said, $then] !== ['served', 'served']) {
        echo "$name: $said, then $then\n";
    }
}
array_map(fn ($example) => $example->signal(15), $running);
foreach ($running as $name => $example) {
    $end = $example->end(0);
    echo str_starts_with($end, "exit 0\n") ? '' : "$name: $end";
}
@unlink($control);
echo "all of them\n";
?>
--EXPECT--
all of them
