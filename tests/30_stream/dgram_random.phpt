--TEST--
Random sequences of stream functions on datagrams: each call gives on our transport what it gives on PHP's own
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// As random_operations.phpt, for udp: reads of all kinds that leave something of a datagram behind. Not drawn is what differs on purpose:
// reads of more than is left (held-bytes: core joins it with the next datagram), recvfrom past the buffer (recvfrom-order).
require __DIR__ . '/../inc/checks.inc';

/** [one that receives, one that sends to it] */
function ends(bool $ours): array
{
    $mine = $ours ? xsock_server('udp://127.0.0.1:0') : stream_socket_server('udp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND);
    stream_set_blocking($mine, false);
    return [$mine, stream_socket_client('udp://' . stream_socket_get_name($mine, false))];
}
function one_of(array $list): mixed
{
    return $list[mt_rand(0, count($list) - 1)];
}
function text(): string
{
    $bytes = mt_rand(1, one_of([10, 100, 3000, 8000]));
    for ($text = ''; strlen($text) < $bytes;) {
        $text .= one_of(["line\n", 'ab', "\n", 'x']);
    }
    return substr($text, 0, $bytes);
}
function draw(int $unread): ?array
{
    $n = one_of([1, 2, 5, 17, 100, 1000, 4096, 8000, 8192]);
    $text = text();
    switch (one_of(['send', 'send', 'fread', 'fread', 'fgets', 'line', 'fgetc', 'peek', 'recvfrom', 'feof', 'select', 'contents'])) {
        case 'send':
            return ['send ' . strlen($text), fn ($mine, $peer) => fwrite($peer, $text)];
        case 'fread':
            return $unread > 0 && $unread < $n ? null : ["fread $n", fn ($mine) => fread($mine, $n)];
        case 'fgets':
            return ['fgets', fn ($mine) => fgets($mine)];
        case 'line':
            return ["stream_get_line $n", fn ($mine) => stream_get_line($mine, $n + 1, "\n")];
        case 'fgetc':
            return ['fgetc', fn ($mine) => fgetc($mine)];
        case 'peek':
            return $unread ? null : ["peek $n", fn ($mine) => stream_socket_recvfrom($mine, $n, STREAM_PEEK)];
        case 'recvfrom':
            return $unread ? null : ["recvfrom $n", fn ($mine) => stream_socket_recvfrom($mine, $n)];
        case 'feof':
            return ['feof', fn ($mine) => feof($mine)];
        case 'select':
            return ['select', fn ($mine) => readable($mine, 0)];
        default:
            return $unread < $n ? null : ["stream_get_contents $n", fn ($mine) => stream_get_contents($mine, $n)];
    }
}

for ($seed = 1, $wrong = 0; $seed <= 500 && $wrong < 3; $seed++) {
    mt_srand($seed);
    $ends = [ends(false), ends(true)];
    for ($i = 0, $calls = ''; $i < 25; $i++) {
        $unread = array_map(fn ($end) => stream_get_meta_data($end[0])['unread_bytes'], $ends);
        if ($step = draw($unread[0])) {
            $results = array_map(fn ($end) => @$step[1](...$end), $ends);
            $calls .= "\n  $step[0]: " . show($results[0]);
            if ($results[0] !== $results[1] || $unread[0] !== $unread[1]) {
                echo "seed $seed:$calls\n  ours: ", show($results[1]), ", unread $unread[0] and $unread[1]\n";
                $wrong++;
                break;
            }
        }
    }
}
echo $wrong ? '' : "no differences\n";
?>
--EXPECT--
no differences
