--TEST--
examples/websocket_tls.php echoes frames of all kinds, and gives those up that break the rules
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl');
tls_needed();
?>
--FILE--
<?php
require __DIR__ . '/example.inc';
require dirname(__DIR__, 2) . '/examples/certificate.php';

$certificate = make_certificate(['localhost', '127.0.0.1']);
$example = new Example('websocket_tls.php', 'tls://127.0.0.1:0', $certificate);
$where = host_and_port($example->address);

// The page, by HTTP on the same port.
$page = client('curl', '-sS', '--noproxy', '*', '--cacert', $certificate, '-w', '%{http_code}', "https://$where/");
echo str_contains($page, "new WebSocket('wss://' + location.host)") ? 'a page, ' : $page, substr($page, -3), "\n";
echo client('curl', '-sS', '--noproxy', '*', '--cacert', $certificate, '-w', '%{http_code}\n', "https://$where/else");

/* A client that was let in. The key and its proof are RFC 6455's own, section 1.3. */
function opened(string $where, string $certificate)
{
    $context = stream_context_create(['ssl' => ['cafile' => $certificate]]);
    $client = stream_socket_client("ssl://$where", $code, $message, PATIENCE, STREAM_CLIENT_CONNECT, $context);
    stream_set_timeout($client, PATIENCE);
    fwrite($client, "GET /echo HTTP/1.1\r\nHost: $where\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        . "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    $answer = stream_get_line($client, 8192, "\r\n\r\n");
    if (!str_starts_with($answer, 'HTTP/1.1 101 ') || !str_contains($answer, 'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')) {
        echo "not let in: $answer\n";
    }
    return $client;
}

/* One frame as a client sends it. */
function frame(int $type, string $payload, bool $last = true, bool $masked = true): string
{
    $length = strlen($payload);
    $bits = $masked ? 128 : 0;
    $mask = $masked ? random_bytes(4) : '';
    return chr(($last ? 128 : 0) | $type)
        . ($length < 126 ? chr($bits | $length) : ($length < 65536 ? pack('Cn', $bits | 126, $length) : pack('CJ', $bits | 127, $length)))
        . $mask . ($masked ? $payload ^ str_repeat($mask, intdiv($length, 4) + 1) : $payload);
}

/* What comes: "type length payload", long payloads by their digest. */
function heard($client): string
{
    $first = stream_get_contents($client, 2);
    if (strlen($first) < 2) {
        return 'the end';
    }
    $length = ord($first[1]);
    if ($length > 125) {
        $length = unpack($length === 126 ? 'n' : 'J', stream_get_contents($client, $length === 126 ? 2 : 8))[1];
    }
    $payload = $length ? stream_get_contents($client, $length) : '';
    if ((ord($first[0]) & 15) === 8) {
        return 'close ' . ($payload === '' ? 'without a reason' : unpack('n', $payload)[1]);
    }
    return (ord($first[0]) & 15) . " $length " . ($length > 100 ? md5($payload) : $payload);
}

$client = opened($where, $certificate);
fwrite($client, frame(1, 'hello'));
echo heard($client), "\n";
fwrite($client, frame(1, ''));
echo heard($client), "\n";
foreach ([125, 126, 65535, 65536, 1 << 20] as $length) {
    $payload = substr(str_repeat(random_bytes(1000), 1100), 0, $length);
    $frame = frame(2, $payload);
    fwrite($client, $frame);
    echo heard($client) === "2 $length " . md5($payload) ? "$length bytes\n" : "$length bytes: wrong\n";
}
// A message in pieces, a ping between them; and everything byte by byte, each in a TLS record of its own.
$frames = frame(1, 'in ', false) . frame(9, 'ping') . frame(0, 'three ', false) . frame(0, 'frames');
fwrite($client, $frames);
echo heard($client), "\n", heard($client), "\n";
foreach (str_split($frames) as $byte) {
    fwrite($client, $byte);
}
echo heard($client), "\n", heard($client), "\n";
fwrite($client, frame(10, 'unasked pong') . frame(1, 'still there') . frame(8, pack('n', 1000) . 'bye'));
echo heard($client), "\n", heard($client), "\n", heard($client), "\n";

foreach ([
    'not masked' => frame(1, 'x', masked: false), 'the middle of no message' => frame(0, 'x'),
    'a message within a message' => frame(1, 'x', false) . frame(1, 'y'), 'an unknown type' => frame(3, 'x'),
    'too long' => "\x82\xff\0\0\0\0\0\x10\0\1mask", 'far too long' => "\x82\xff\xff\xff\xff\xff\xff\xff\xff\xffmask",
] as $what => $bytes) {
    $client = opened($where, $certificate);
    fwrite($client, $bytes);
    echo "$what: ", heard($client), ', ', heard($client), "\n";
}

// One that asks for much and reads nothing is not kept in memory; the others go on.
$greedy = opened($where, $certificate);
stream_set_blocking($greedy, false);
$frame = frame(2, str_repeat('x', 60000));
for ($sent = $pauses = 0; $sent < 64 << 20 && $pauses < 20; ) {
    $taken = (int) fwrite($greedy, $frame);
    $sent += $taken;
    if ($taken < strlen($frame)) {
        $pauses++;
        usleep(20000);
    }
}
echo $sent < 64 << 20 ? "the greedy one has to wait\n" : "the greedy one sent all\n";
$client = opened($where, $certificate);
fwrite($client, frame(1, 'me too'));
echo heard($client), "\n";
echo $example->end();
?>
--EXPECT--
a page, 200
Not here.
404
1 5 hello
1 0 
125 bytes
126 bytes
65535 bytes
65536 bytes
1048576 bytes
10 4 ping
1 15 in three frames
10 4 ping
1 15 in three frames
1 11 still there
close 1000
the end
not masked: close 1002, the end
the middle of no message: close 1002, the end
a message within a message: close 1002, the end
an unknown type: close 1002, the end
too long: close 1009, the end
far too long: close 1009, the end
the greedy one has to wait
1 6 me too
exit 0
