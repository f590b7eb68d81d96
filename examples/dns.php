<?php
/*
 * A DNS server for one name, in batches: up to 64 questions with one system call, their answers with another. It
 * answers from the address it was asked at, or clients would not take the answer.
 *
 *     php dns.php [address] [name] [ip]        then, elsewhere:  dig -p 5300 @127.0.0.1 example.test
 */
$address = $argv[1] ?? 'udp://0.0.0.0:5300';
$name = strtolower($argv[2] ?? 'example.test');
$ip = inet_pton($argv[3] ?? '192.0.2.1');

$server = @xsock_server($address, $code, $message, so_rcvbuf: 1 << 20, options: ['ip_pktinfo' => true]);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}
stream_set_timeout($server, 0, 500000);
echo 'listening on udp://', stream_socket_get_name($server, false), "\n";

while ($running) {
    $answers = [];
    foreach (xsock_recv_many($server, size: 512) ?: [] as [$question, $peer, , $local]) {
        $answer = answer($question, $name, $ip);
        if ($answer !== null) {
            $answers[] = [$answer, $peer, null, $local];
        }
    }
    $answers && xsock_send_many($server, $answers);
}

/** The answer to one message, null to one that deserves none. RFC 1035, section 4. */
function answer(string $message, string $name, string $ip): ?string
{
    if (strlen($message) < 17 || ord($message[2]) & 0x80) {
        return null;                            // too short, or an answer itself
    }
    ['id' => $id, 'flags' => $flags, 'questions' => $questions] = unpack('nid/nflags/nquestions', $message);
    $labels = [];
    for ($at = 12; $at < strlen($message) && ($length = ord($message[$at])) > 0 && $length < 64; $at += $length + 1) {
        $labels[] = substr($message, $at + 1, $length);
    }
    if ($questions !== 1 || $at + 5 > strlen($message) || ord($message[$at])) {
        return pack('n6', $id, 0x8001 | $flags & 0x7900, 0, 0, 0, 0);       // format error
    }
    $question = substr($message, 12, $at + 5 - 12);
    ['type' => $type] = unpack('ntype', $message, $at + 1);
    $known = strtolower(implode('.', $labels)) === $name;
    $fits = $known && $type === (strlen($ip) === 4 ? 1 : 28);
    $record = $fits ? pack('nnnNn', 0xc00c, $type, 1, 60, strlen($ip)) . $ip : '';
    return pack('n6', $id, 0x8400 | $flags & 0x7900 | ($known ? 0 : 3), 1, (int) $fits, 0, 0) . $question . $record;
}
