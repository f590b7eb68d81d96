--TEST--
An event loop as ReactPHP, Amp and Workerman write it, over TLS: enable_crypto in the loop, partial writes, curl beside silent clients
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'curl'); ?>
--FILE--
<?php
// The libraries' own calls: accept(…, 0), non-blocking streams without a read buffer, a handshake that goes on with each event,
// fread until nothing comes, feof, a queue for what fwrite did not take. Listeners of both kinds stand in one loop.
require __DIR__ . '/../inc/tls.inc';

final class Loop
{
    private array $in = [];
    private array $out = [];

    public function watch($stream, ?callable $readable, ?callable $writable = null): void
    {
        $id = get_resource_id($stream);
        unset($this->in[$id], $this->out[$id]);
        $readable && $this->in[$id] = [$stream, $readable];
        $writable && $this->out[$id] = [$stream, $writable];
    }

    public function run(callable $until, float $limit): int
    {
        $end = hrtime(true) + $limit * 1e9;
        for ($rounds = 0; !$until() && hrtime(true) < $end; $rounds++) {
            $r = array_column($this->in, 0);
            $w = array_column($this->out, 0);
            $e = null;
            stream_select($r, $w, $e, 1);
            foreach ([[$r, 'in'], [$w, 'out']] as [$streams, $which]) {
                foreach ($streams as $stream) { // closed meanwhile: its turn is over
                    is_resource($stream) && ($this->$which[get_resource_id($stream)][1] ?? fn () => 0)($stream);
                }
            }
        }
        return $rounds;
    }
}

/* One connection: shakes hands if it has to, answers each request with its body, reversed. */
final class Connection
{
    private string $got = '';
    private string $queue = '';
    public static int $requests = 0, $ended = 0, $failed = 0, $short = 0;

    public function __construct(private Loop $loop, $stream, bool $plain)
    {
        stream_set_blocking($stream, false);
        stream_set_read_buffer($stream, 0);
        $loop->watch($stream, $plain ? $this->shake(...) : $this->read(...));
    }

    private function shake($stream): void
    {
        $done = @stream_socket_enable_crypto($stream, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
        if ($done === false || ($done === 0 && feof($stream))) {
            self::$failed++;
            $this->end($stream);
        } elseif ($done) {
            $this->loop->watch($stream, $this->read(...));
            $this->read($stream);
        }
    }

    private function read($stream): void
    {
        $part = fread($stream, 65536);
        $this->got .= $part;
        if (($part === '' || $part === false) && feof($stream)) {
            self::$ended++;
            $this->end($stream);
            return;
        }
        while (preg_match('/^(.*?)\r\n\r\n/s', $this->got, $head)) {
            preg_match('/^content-length: (\d+)/mi', $head[1], $length);
            $size = (int) ($length[1] ?? 0);
            if (strlen($this->got) < strlen($head[0]) + $size) {
                return;
            }
            $body = substr($this->got, strlen($head[0]), $size);
            $this->got = substr($this->got, strlen($head[0]) + $size);
            self::$requests++;
            $this->queue .= "HTTP/1.1 200 OK\r\nContent-Length: $size\r\n\r\n" . strrev($body);
            $this->write($stream);
        }
    }

    private function write($stream): void
    {
        $n = @fwrite($stream, substr($this->queue, 0, 1 << 20));
        if ($n === false) {
            $this->end($stream);
            return;
        }
        $this->queue = substr($this->queue, $n);
        self::$short += $this->queue !== '';
        $this->loop->watch($stream, $this->read(...), $this->queue === '' ? null : $this->write(...));
    }

    private function end($stream): void
    {
        $this->loop->watch($stream, null);
        fclose($stream);
    }
}

$certs = new Certs();
$context = ssl(['local_cert' => $certs->server()]);
stream_context_set_option($context, 'socket', 'setup_timeout', 60);
stream_context_set_option($context, 'socket', 'so_sndbuf', 30000); // short writes
$loop = new Loop();
$listeners = ['xtcp' => stream_socket_server('xtcp://127.0.0.1:0', context: $context), 'xtls' => stream_socket_server('xtls://127.0.0.1:0', context: $context)];
$ports = [];
foreach ($listeners as $kind => $listener) {
    stream_set_blocking($listener, false);
    $ports[] = port_of($listener);
    $loop->watch($listener, function ($listener) use ($loop, $kind) {
        if ($stream = @stream_socket_accept($listener, 0)) {
            new Connection($loop, $stream, $kind === 'xtcp');
        }
    });
}
// Some who say nothing, and some who talk nonsense.
$odd = [];
foreach ($ports as $port) {
    for ($i = 0; $i < 20; $i++) {
        $odd[] = $client = stream_socket_client("tcp://127.0.0.1:$port");
        $i % 4 || fwrite($client, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    }
}
$body = bulk(getenv('USE_ZEND_ALLOC') === '0' ? 1 << 19 : 3 << 20); // valgrind, sanitizers
$file = $certs->put('body', $body);
$curls = [];
$outs = [];
foreach ([...$ports, ...$ports] as $i => $port) {
    $url = "https://localhost:$port/";
    $curls[] = program(['curl', '-sS', '--max-time', '40', '--cacert', $certs->ca, '--noproxy', '*', '-H', 'Expect:', '--resolve',
        "localhost:$port:127.0.0.1", $i < 2 ? '--tlsv1.3' : '--tls-max', ...($i < 2 ? [] : ['1.2']), '--data-binary', "@$file",
        '-o', $outs[] = "$certs->dir/out$i-1", '-o', $outs[] = "$certs->dir/out$i-2", $url, $url]);
}
$rounds = $loop->run(fn () => Connection::$ended === 4, 40);
check('requests', Connection::$requests, 8);
check('ended by the client', Connection::$ended, 4);
foreach ($curls as $i => $curl) {
    check("curl $i", ended($curl), '');
}
foreach ($outs as $out) {
    check('answer', is_file($out) ? md5_file($out) : '', md5(strrev($body)));
}
check('met short writes', Connection::$short > 4);
check('nonsense in enable_crypto', Connection::$failed, 5);
$info = xsock_info($listeners['xtls']);
check('nonsense on a TLS listener', [$info['setup_failed'], $info['setting_up']], [5, 15]);
check_has('and what it was', $info['last_setup_error'], 'http request');
check_within('the loop does not spin', $rounds, 10, 30000);
done();
?>
--EXPECT--
19 checks, all right
