--TEST--
examples/http_server.php: good requests, bad ones, slow ones, garbage, crowds, and its end with a request under way
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$example = new Example('http_server.php', 'tcp://127.0.0.1:0');
$url = 'http://' . host_and_port($example->address);
$body = tempnam(sys_get_temp_dir(), 'xsock_');
file_put_contents($body, random_bytes(300000));
$echo = ['-sS', '--data-binary', "@$body"];
echo client('curl', '-sS', '-w', '%{num_connects}\n', "$url/", "$url/?again");
foreach ([[], ['-H', 'Transfer-Encoding: chunked'], ['-H', 'Expect: 100-continue'], ['-0']] as $how) {
    $same = client('curl', ...$echo, ...$how, ...["$url/echo"]) === file_get_contents($body);
    echo 'echo ', implode(' ', $how), $same ? ": same\n" : ": different\n";
}
unlink($body);
$code = ['-sS', '-o', '/dev/null', '-w', '%{http_code} %header{content-length} %header{allow}\n'];
foreach ([['-I', '/'], ['/missing'], ['-XDELETE', '/'], ['/echo']] as $words) {
    $path = array_pop($words);
    echo implode(' ', $words), "$path: ", client('curl', ...$code, ...$words, ...["$url$path"]);
}

function guest(Example $example, string $says = '')
{
    $guest = stream_socket_client($example->address, $code, $text, PATIENCE);
    stream_set_timeout($guest, PATIENCE);
    stream_context_set_option($guest, 'socket', 'tcp_nodelay', true);
    fwrite($guest, $says);
    return $guest;
}
/** What it answers until it closes; by default it knows that nothing more is asked. */
function all($guest, bool $half = true): string
{
    $half && @stream_socket_shutdown($guest, STREAM_SHUT_WR);
    $answers = (string) stream_get_contents($guest);
    return stream_get_meta_data($guest)['timed_out'] ? 'still open' : $answers;
}
function statuses(string $answers): string
{
    preg_match_all('~HTTP/1\.1 (\d+)~', $answers, $found);
    return implode(' ', $found[1]) ?: $answers;
}
/** One answer of a connection that stays: its body. */
function one($guest): string
{
    for ($length = 0; ($line = rtrim((string) fgets($guest))) !== '';) {
        $length = preg_match('~^Content-Length: (\d+)$~', $line, $match) ? (int) $match[1] : $length;
    }
    return $length ? stream_get_contents($guest, $length) : '';
}

const GOOD = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const POST = "POST /echo HTTP/1.1\r\nHost: x\r\n";
const CHUNKED = POST . "Transfer-Encoding: chunked\r\n\r\n";
foreach ([
    'two' => GOOD . GOOD,
    'line ends between' => GOOD . "\r\n\r\n" . GOOD,
    'HTTP/1.0, the second is not asked' => "GET / HTTP/1.0\r\n\r\n" . GOOD,
    'close' => "GET / HTTP/1.1\r\nHost: x\r\nConnection: te, Close\r\n\r\n" . GOOD,
    'absolute' => "GET http://x/ HTTP/1.1\r\nHost: x\r\n\r\n",
    'chunks, trailers' => CHUNKED . "3;a=b\r\nabc\r\n0002\r\nde\r\n0\r\nX: y\r\n\r\n" . GOOD,
    'half' => "GET / HTTP/1.1\r\nHost",
    'no HTTP' => "hello\r\n\r\n" . GOOD,
    'TLS' => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n" . GOOD,
    'no host' => "GET / HTTP/1.1\r\n\r\n" . GOOD,
    'two hosts' => "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    'no target' => "GET nowhere HTTP/1.1\r\nHost: x\r\n\r\n",
    'two spaces' => "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
    'bare LF' => "GET / HTTP/1.1\nHost: x\n\n" . GOOD,
    'bare LF in a field' => "GET / HTTP/1.1\r\nHost: x\r\nA: b\nC: d\r\n\r\n",
    'bare CR' => "GET / HTTP/1.1\r\nHost: x\r\nA: b\rC: d\r\n\r\n",
    'NUL' => "GET / HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n",
    'folded' => "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
    'space before colon' => POST . "Content-Length : 3\r\n\r\nabc",
    'both lengths' => POST . "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" . GOOD,
    'two lengths' => POST . "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc" . GOOD,
    'length +3' => POST . "Content-Length: +3\r\n\r\nabc",
    'length 0x3' => POST . "Content-Length: 0x3\r\n\r\nabc",
    'length -1' => POST . "Content-Length: -1\r\n\r\nabc",
    'no length' => POST . "Content-Length:\r\n\r\nabc",
    'length of 30 digits' => POST . 'Content-Length: ' . str_repeat('9', 30) . "\r\n\r\n",
    'coding' => POST . "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    'chunked twice' => POST . "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    'chunks, HTTP/1.0' => str_replace('HTTP/1.1', 'HTTP/1.0', CHUNKED) . "0\r\n\r\n",
    'chunk x' => CHUNKED . "x\r\n",
    'chunk -1' => CHUNKED . "-1\r\n\r\n",
    'chunk too short' => CHUNKED . "4\r\nabc\r\n0\r\n\r\n",
    'chunk, bare LF' => CHUNKED . "3\nabc\r\n0\r\n\r\n",
    'chunk, endless extension' => CHUNKED . '3;' . str_repeat('x', 300),
    'chunk too large' => CHUNKED . "100001\r\n",
    'chunk of 16 digits' => CHUNKED . "ffffffffffffffff\r\n",
    'body too large' => POST . "Content-Length: 2000000\r\n\r\n" . str_repeat('x', 2000000),
    'target too long' => 'GET /' . str_repeat('x', 20000),
    'header too long' => "GET / HTTP/1.1\r\nHost: x\r\n" . str_repeat("A: b\r\n", 4000),
    'too many fields' => "GET / HTTP/1.1\r\nHost: x\r\n" . implode('', array_map(fn ($i) => "A$i: b\r\n", range(1, 100))) . "\r\n",
    'field too long' => "GET / HTTP/1.1\r\nHost: x\r\nA: " . str_repeat('x', 20000),
    'method' => "BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
    'tunnel' => "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n" . GOOD,
    'HTTP/2.0' => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    'expectation' => POST . "Expect: miracles\r\nContent-Length: 3\r\n\r\nabc",
] as $what => $request) {
    echo "$what: ", statuses(all(guest($example, $request))), "\n";
}

$guest = guest($example, POST . "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
echo 'expects: ', rtrim(fgets($guest) . fgets($guest));
fwrite($guest, 'hello');
echo ', ', one($guest), "\n";
foreach (str_split(CHUNKED . "5\r\nbytes\r\n0\r\n\r\n" . GOOD) as $byte) {
    fwrite($guest, $byte);
}
echo 'a byte at a time: ', one($guest), ', ', one($guest);

$asks = $answers = '';
for ($i = 0; $i < 1000; $i++) {
    $asks .= POST . 'Content-Length: ' . strlen("($i)") . "\r\n\r\n($i)";
    $answers .= "($i)";
}
fwrite($guest, $asks);
for ($got = '', $i = 0; $i < 1000; $i++) {
    $got .= one($guest);
}
echo 'a thousand at once: ', $got === $answers ? 'in order' : 'something else', "\n";

// One who asks and asks and does not read.
function memory(Example $example): int
{
    return getenv('USE_ZEND_ALLOC') !== '0' // the address sanitizer keeps what is freed
        && preg_match('~^VmRSS:\s+(\d+)~m', (string) @file_get_contents("/proc/$example->pid/status"), $kilobytes)
            ? (int) $kilobytes[1] : 0;
}
$before = memory($example);
$asks = str_repeat(GOOD, 1000);
stream_set_blocking($guest, false);
for ($sent = $quiet = 0; $quiet < 10 && $sent < 1 << 26; $sent += $n) {
    $n = (int) @fwrite($guest, substr($asks, $sent % strlen($asks)));
    $read = $none = null;
    $write = [$guest];
    $quiet = stream_select($read, $write, $none, 0, 20000) ? 0 : $quiet + 1;
}
stream_set_blocking($guest, true);
for ($got = 0; $got < intdiv($sent, strlen(GOOD)) && one($guest) === "hello\n"; $got++);
echo $sent < 1 << 26 && $got === intdiv($sent, strlen(GOOD)) ? "held back, all answered\n" : "$sent sent, $got answered\n";

// Who goes in the middle, and garbage: each connection comes to its end, and the server goes on.
for ($i = 0; $i < 50; $i++) {
    fclose(guest($example, [$asks, CHUNKED . "5\r\nby", POST . "Content-Length: 9\r\n\r\n", substr(GOOD, 0, 9)][$i % 4]));
}
mt_srand(1);
$good = [GOOD, GOOD . GOOD, POST . "Content-Length: 5\r\n\r\nhello" . GOOD, CHUNKED . "5\r\nhello\r\n0\r\n\r\n" . GOOD];
$bits = ["\r\n", "\n", "\0", ' ', ':', ',', '0', '99999999999999999999', 'Content-Length: 7', 'Transfer-Encoding: chunked',
    "\xff\xfe", '%00', "\r\n\r\n", 'HTTP/1.1', 'Expect: 100-continue', str_repeat('x', 20000)];
$wrong = 0;
for ($i = 0; $i < 400; $i++) {
    $bytes = $good[mt_rand(0, 3)];
    for ($n = mt_rand(1, 4); $n; $n--) {
        $at = mt_rand(0, strlen($bytes));
        $bytes = match (mt_rand(0, 3)) {
            0 => substr_replace($bytes, chr(mt_rand(0, 255)), $at, 1),
            1 => substr_replace($bytes, $bits[mt_rand(0, count($bits) - 1)], $at, mt_rand(0, 3)),
            2 => substr($bytes, 0, $at) . substr($bytes, mt_rand(0, strlen($bytes))),
            3 => substr_replace($bytes, '', $at, mt_rand(1, 9)),
        };
    }
    $said = all(guest($example, $bytes));
    $wrong += $said !== '' && !str_starts_with($said, 'HTTP/1.1 ');
}
echo "garbage: $wrong wrong, then ", statuses(all(guest($example, GOOD))), "\n";
$more = memory($example) - $before;
echo $more < 8192 ? "no growth\n" : "grown by $more KiB\n";

// More bodies at once than PHP may have memory.
$hungry = [];
for ($i = 0; $i < 140; $i++) {
    $hungry[] = guest($example, [POST . "Content-Length: 1000000\r\n\r\n", CHUNKED . "f0000\r\n"][$i % 2] . str_repeat('x', 950000));
}
$refused = getenv('USE_ZEND_ALLOC') === '0' || str_starts_with(all($hungry[139], false), 'HTTP/1.1 503 ');
echo 'more than fits: ', $refused ? 'refused' : 'taken', ', then ', statuses(all(guest($example, GOOD))), "\n";
unset($hungry);

// SIGTERM with a request under way.
$idle = guest($example, GOOD);
one($idle);
$late = guest($example, GOOD . POST . "Content-Length: 5\r\n\r\nhel");
one($late);
$example->signal(15);
echo 'idle: ', var_export(all($idle, false), true), "\n";
echo 'new: ', @stream_socket_client($example->address) ? 'taken' : 'refused', "\n";
fwrite($late, 'lo' . GOOD);
$said = all($late, false);
echo 'under way: ', statuses($said), substr_count($said, 'Connection: close') === 1 ? ', close' : '', "\n";
fclose($late);
echo $example->end(0);

// Other limits.
function limited(string $limits): Example
{
    $file = var_export(dirname(__DIR__, 2) . '/examples/http_server.php', true);
    $example = Example::command([...Example::php(), '-r', <<<"PHP"
        require $file;
        \$loop = new Loop();
        stop_on_signals(\$loop);
        \$answer = fn (Request \$request) => \$request->target === '/' ? new Response('hello') : throw new Exception('oh');
        \$server = new HttpServer(\$loop, 'tcp://127.0.0.1:0', \$answer, new Limits($limits));
        echo 'listening on tcp://', stream_socket_get_name(\$server->socket, false), "\n";
        \$loop->run();
        \$server->leave();
        \$loop->run();
        PHP], [2 => ['file', '/dev/null', 'w']]);
    $example->awaitListening();
    return $example;
}
$example = limited('idle: 0.2');
echo 'silent: ', var_export(all(guest($example), false), true), "\n";
$example->end();
$example = limited('request: 0.4, answer: 0.4, leave: 0.2');
$guest = guest($example, POST . "Content-Length: 1000\r\n\r\n");
for ($quiet = 0; $quiet < PATIENCE * 20; $quiet++) {
    $read = [$guest];
    $none = null;
    if (stream_select($read, $none, $none, 0, 50000)) {
        break;
    }
    fwrite($guest, 'x');
}
echo 'drips: ', statuses(all($guest, false)), "\n";
stream_set_blocking($guest = guest($example), false);
$deadline = hrtime(true) + PATIENCE * 1e9;
while (@fwrite($guest, $asks) !== false && hrtime(true) < $deadline) {
    [$read, $write, $none] = [null, [$guest], null];
    stream_select($read, $write, $none, 0, 50000);
}
echo 'takes no answers: ', hrtime(true) < $deadline ? 'put out' : 'still there', "\n";
fclose($guest);
$example->end();
$example = limited('leave: 0.2');
$late = guest($example, GOOD . substr(GOOD, 0, 10));
one($late);
echo 'a broken handler: ', statuses(all(guest($example, str_replace('/ ', '/x ', GOOD)))), "\n";
echo 'never ready: ', $example->end();
$example = limited('connections: 3, request: 600');
$crowd = [];
for ($i = 0; $i < 3; $i++) {
    $crowd[] = guest($example, substr(GOOD, 0, 10));
}
$waits = guest($example, GOOD);
$read = [$waits];
$none = null;
echo 'the fourth: ', stream_select($read, $none, $none, 0, 200000) ? 'served' : 'waits', ', ';
fclose($crowd[1]);
echo preg_match('~^Connection: close\r\n~m', all($waits, false)) ? "then served\n" : "not served\n";
unset($crowd, $waits, $read);         // who does not close is waited for
echo $example->end();
?>
--EXPECT--
hello
1
hello
0
echo : same
echo -H Transfer-Encoding: chunked: same
echo -H Expect: 100-continue: same
echo -0: same
-I/: 200 6 
/missing: 404 10 
-XDELETE/: 405 9 GET, HEAD
/echo: 405 9 POST, PUT
two: 200 200
line ends between: 200 200
HTTP/1.0, the second is not asked: 200
close: 200
absolute: 200
chunks, trailers: 200 200
half: 
no HTTP: 400
TLS: 400
no host: 400
two hosts: 400
no target: 400
two spaces: 400
bare LF: 400
bare LF in a field: 400
bare CR: 400
NUL: 400
folded: 400
space before colon: 400
both lengths: 400
two lengths: 400
length +3: 400
length 0x3: 400
length -1: 400
no length: 400
length of 30 digits: 413
coding: 501
chunked twice: 501
chunks, HTTP/1.0: 400
chunk x: 400
chunk -1: 400
chunk too short: 400
chunk, bare LF: 400
chunk, endless extension: 400
chunk too large: 413
chunk of 16 digits: 400
body too large: 413
target too long: 414
header too long: 431
too many fields: 431
field too long: 431
method: 501
tunnel: 501
HTTP/2.0: 505
expectation: 417
expects: HTTP/1.1 100 Continue, hello
a byte at a time: bytes, hello
a thousand at once: in order
held back, all answered
garbage: 0 wrong, then 200
no growth
more than fits: refused, then 200
idle: ''
new: refused
under way: 200 200, close
exit 0
silent: ''
drips: 408
takes no answers: put out
a broken handler: 500
never ready: exit 0
the fourth: waits, then served
exit 0
