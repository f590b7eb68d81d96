--TEST--
Random sequences of stream functions: each call gives on our transports what it gives on PHP's own
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Reading ahead, bytes held by PHP, modes and timeouts meet in more ways than anybody lists. Two connections, PHP's own and ours, get
// the same calls, drawn from a seed; every result is compared. What differs on purpose is not drawn: reads of more than is buffered
// while less is there (held-bytes), recvfrom past the buffer (recvfrom-order), feof and select at the end of TLS (tls-feof), read filters, which filters_read.phpt has. On TLS
// core reads one record at a time: the end that got less reads on. A failure prints the seed and the calls.
require __DIR__ . '/../inc/both.inc';

/** One connection: the end under test, and the peer, which is PHP's own and never waits. */
final class End
{
    public $mine;
    public $peer;
    public array $filters = [];
    private Side $side;

    public function __construct(string $kind, string $via, string $role)
    {
        $this->side = new Side($kind, $via, $role, $kind === 'tls' ? STREAM_CRYPTO_PROTO_TLSv1_3 : 0);
        [$this->mine, $this->peer] = $this->side->pair();
        stream_set_blocking($this->peer, false);
        stream_set_timeout($this->mine, 0, 30000);
    }

    public function unread(): int
    {
        return stream_get_meta_data($this->mine)['unread_bytes'];
    }

    public function filter(int $direction): bool
    {
        if (isset($this->filters[$direction])) {
            $removed = stream_filter_remove($this->filters[$direction]);
            unset($this->filters[$direction]);
            return $removed;
        }
        $this->filters[$direction] = stream_filter_append($this->mine, 'string.rot13', $direction);
        return is_resource($this->filters[$direction]);
    }
}

function one_of(array $list): mixed
{
    return $list[mt_rand(0, count($list) - 1)];
}

/** Lines, delimiters, halves of both. */
function words(): string
{
    $bytes = mt_rand(0, 3) ? mt_rand(1, 60) : mt_rand(1, 9000);
    for ($text = ''; strlen($text) < $bytes;) {
        $text .= one_of(["line\n", 'ab', '--sep--', 'x', "\r\n", 'yyyyyyyy', '-', '--se', "\n"]);
    }
    return substr($text, 0, $bytes);
}

/** [what, call, does it read] of one step, or null. $rest: what was sent and not read; $open: more may come. */
function draw(string $kind, string $rest, bool &$open, bool &$blocking, bool $filtered, int $unread): ?array
{
    $avail = strlen($rest);
    $would_wait = $blocking && $open; // when what is asked for is not there; not too often, that takes time
    $n = one_of([1, 2, 5, 17, 100, 1000, 4096, 8000, 8192]);
    $limit = one_of([null, 10, 200, 9000]);
    $delimiter = one_of(["\n", 'ab', '--sep--', '']);
    $now = mt_rand(0, 9) === 0;
    switch (one_of(['send', 'send', 'send', 'fread', 'fread', 'fread', 'fgets', 'fgets', 'line', 'fgetc', 'contents', 'copy', 'recvfrom', 'write', 'write', 'heard',
        'blocking', 'timeout', 'feof', 'select', 'meta', 'flush', 'filter', 'read_buffer', 'end', 'shutdown'])) {
        case 'send':
            $text = words();
            return $open ? ['send ' . strlen($text), fn (End $e) => fwrite($e->peer, $text), 'sends' => $text] : null;
        case 'fread':
            return $would_wait && ($avail === 0 ? !$now : $unread > 0 && $avail < $n) ? null : ["fread $n", fn (End $e) => fread($e->mine, $n), 'reads' => true];
        case 'fgets':
            return $would_wait && !$now && !str_contains($rest, "\n") ? null
                : ["fgets $limit", fn (End $e) => $limit ? fgets($e->mine, $limit) : fgets($e->mine), 'reads' => true];
        case 'line':
            return $filtered || ($would_wait && ($delimiter === '' ? $avail < ($limit ?: 8192) : !str_contains($rest, $delimiter))) ? null
                : ["stream_get_line $limit \"$delimiter\"", fn (End $e) => stream_get_line($e->mine, (int) $limit, $delimiter), 'reads' => true];
        case 'fgetc':
            return $would_wait && !$avail ? null : ['fgetc', fn (End $e) => fgetc($e->mine), 'reads' => true];
        case 'contents':
            return $avail ? ["contents $avail $n", fn (End $e) => stream_get_contents($e->mine, min($n, $avail)), 'reads' => true] : null;
        case 'copy':
            $copy = function (End $e) use ($n, $avail) {
                $memory = fopen('php://memory', 'w+');
                stream_copy_to_stream($e->mine, $memory, min($n, $avail));
                return stream_get_contents($memory, -1, 0);
            };
            return $avail ? ["copy $n", $copy, 'reads' => true] : null;
        case 'recvfrom':
            $peek = one_of([0, STREAM_PEEK]);
            return $unread || $filtered || $kind === 'tls' || $avail === 0 ? null
                : ["recvfrom $n $peek", fn (End $e) => stream_socket_recvfrom($e->mine, $n, $peek), 'takes' => !$peek];
        case 'write':
            $text = words();
            return ['fwrite ' . strlen($text), fn (End $e) => fwrite($e->mine, $text)];
        case 'heard':
            return ['heard', fn (End $e) => stream_get_contents($e->peer)];
        case 'blocking':
            $blocking = !$blocking;
            return ["blocking $blocking", fn (End $e) => stream_set_blocking($e->mine, $blocking)];
        case 'timeout':
            $us = one_of([20000, 30000]); // 0 is for ever on core's TLS, and no error on PHP 8.6
            return ["timeout $us", fn (End $e) => stream_set_timeout($e->mine, 0, $us)];
        case 'feof':
            return $kind === 'tls' && !$open ? null : ['feof', fn (End $e) => feof($e->mine)];
        case 'select':
            return $filtered || ($kind === 'tls' && !$open) ? null : ['select', fn (End $e) => readable($e->mine, 0)];
        case 'meta':
            return ['meta', function (End $e) use ($kind, $open) {
                $meta = stream_get_meta_data($e->mine);
                return [$meta['blocked'], $kind === 'tls' && !$open ? null : $meta['eof']];
            }];
        case 'flush':
            return ['fflush', fn (End $e) => fflush($e->mine)];
        case 'filter':
            return ['filter', fn (End $e) => $e->filter(STREAM_FILTER_WRITE)];
        case 'read_buffer':
            return ["read_buffer $n", fn (End $e) => stream_set_read_buffer($e->mine, $n < 4096 ? 0 : $n)];
        case 'end':
            if ($kind === 'tls' || !$now || !$open) {
                return null;
            }
            $open = false;
            return ['end', fn (End $e) => stream_socket_shutdown($e->peer, STREAM_SHUT_WR)];
        default:
            return $kind === 'tls' || !$now ? null : ['shutdown', fn (End $e) => stream_socket_shutdown($e->mine, STREAM_SHUT_WR)];
    }
}

/** The first call of a seed that gives something else, with all before it; or null. */
function compare_calls(string $kind, string $via, string $role, int $seed): ?string
{
    $ends = [new End($kind, 'core', $role), new End($kind, $via, $role)];
    mt_srand($seed);
    [$sent, $read, $open, $blocking, $calls] = ['', 0, true, true, ''];
    for ($i = 0; $i < 40; $i++) {
        $unread = max($ends[0]->unread(), $ends[1]->unread());
        $step = draw($kind, substr($sent, $read), $open, $blocking, (bool) $ends[0]->filters, $unread);
        if (!$step) {
            continue;
        }
        $moved = $results = [];
        foreach ($ends as $which => $end) {
            $before = ftell($end->mine);
            set_error_handler(function (int $level, string $text) use (&$warning) { $warning = preg_replace('/^\w+\(\): /', '', $text); });
            $warning = null;
            $results[$which] = [$step[1]($end), $warning];
            restore_error_handler();
            $moved[$which] = ftell($end->mine) - $before;
        }
        $calls .= "\n  $step[0]: " . show($results[0][0]) . " $warning";
        $sent .= $step['sends'] ?? '';
        if ($kind === 'tls' && ($step['reads'] ?? false) && is_string($results[0][0]) && is_string($results[1][0]) && $moved[0] !== $moved[1]) {
            $less = $moved[0] < $moved[1] ? 0 : 1;
            $results[$less][0] .= stream_get_contents($ends[$less]->mine, $missing = abs($moved[0] - $moved[1]));
            $moved[$less] += $missing;
        }
        if ($results[0] !== $results[1]) {
            return "$kind, $via, $role, seed $seed:$calls\n  ours: " . show($results[1][0]) . ' ' . $results[1][1] . "\n";
        }
        $read += $step['reads'] ?? false ? $moved[0] : 0;
        if ($step['takes'] ?? false) { // ftell() does not count what recvfrom takes
            $sent = substr_replace($sent, '', $read, strlen((string) $results[0][0]));
        }
    }
    return null;
}

$wrong = 0;
foreach (['unix' => 120, 'tls' => 40] as $kind => $seeds) {
    foreach ([['scheme', 'server'], ['call', 'client']] as $nth => [$via, $role]) {
        for ($seed = 1; $seed <= $seeds && $wrong < 3; $seed++) {
            if ($difference = compare_calls($kind, $via, $role, 1000 * $nth + $seed)) {
                echo $difference;
                $wrong++;
            }
        }
    }
}
echo $wrong ? '' : "no differences\n";
?>
--EXPECT--
no differences
