--TEST--
replace_transports: servers written the way ReactPHP, Amp and Workerman call PHP's streams
--EXTENSIONS--
openssl
pcntl
sockets
xsock
--INI--
xsock.replace_transports=1
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'curl'); ?>
--FILE--
<?php
// None of the three opens a tls:// address: they listen on tcp:// and call stream_socket_enable_crypto() on each readable. Each of
// the three servers serves five curls over HTTPS, one of which resets, beside a client that says nothing.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server');
const ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n";

abstract class Loop
{
    public array $reads = [];
    public int $served = 0;

    /** Runs until that many are served. */
    public function run(int $n): int
    {
        for ($until = hrtime(true) + 30e9; $this->served < $n && hrtime(true) < $until;) {
            $read = array_column($this->reads, 0);
            $none = null;
            if (stream_select($read, $none, $none, 1)) {
                foreach ($read as $stream) {
                    isset($this->reads[(int) $stream]) && $this->reads[(int) $stream][1]($stream);
                }
            }
        }
        return $this->served;
    }

    public function on($stream, ?callable $call): void
    {
        $this->reads[(int) $stream] = [$stream, $call];
        if (!$call) {
            unset($this->reads[(int) $stream]);
        }
    }

    abstract public function listen(string $file);
}

/** accept(…, 0) in an error handler; crypto on each readable, with the listener's options set on the accepted stream. */
final class React extends Loop
{
    public function listen(string $file)
    {
        $server = stream_socket_server('tcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN,
            stream_context_create(['socket' => ['backlog' => 511, 'so_reuseport' => true, 'ipv6_v6only' => true]]));
        stream_set_blocking($server, false);
        $this->on($server, function ($server) use ($file) {
            set_error_handler(function ($level, $text) use (&$error) { $error = $text; });
            $conn = stream_socket_accept($server, 0);
            restore_error_handler();
            if ($conn === false) {
                return;
            }
            stream_set_blocking($conn, false);
            stream_set_read_buffer($conn, 0);
            foreach (['local_cert' => $file, 'single_ecdh_use' => true] as $name => $value) {
                stream_context_set_option($conn, 'ssl', $name, $value);
            }
            $this->on($conn, fn ($conn) => $this->crypto($conn));
        });
        return $server;
    }

    private function crypto($conn): void
    {
        $error = null;
        set_error_handler(function ($_, $text) use (&$error) { $error = str_replace(["\r", "\n"], ' ', $text); });
        $result = stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
        restore_error_handler();
        if ($result === true) {
            $this->on($conn, fn ($conn) => $this->data($conn));
        } elseif ($result === false) {
            $this->on($conn, null);
            $this->failed = feof($conn) || $error === null ? 'Connection lost during TLS handshake' : $error;
            fclose($conn);
        }
    }

    public string $failed = '';

    private function data($conn): void
    {
        $data = stream_get_contents($conn, 65536);
        if ($data !== '' && $data !== false) {
            fwrite($conn, ANSWER);
            $this->served++;
        }
        $this->on($conn, null);
        fclose($conn);
    }
}

/** Its full set of ssl options; the handshake's result from stream_get_meta_data(). */
final class Amp extends Loop
{
    public function listen(string $file)
    {
        $options = ['socket' => ['bindto' => '127.0.0.1:0', 'backlog' => 128, 'ipv6_v6only' => true, 'so_reuseaddr' => true, 'so_reuseport' => false, 'so_broadcast' => false, 'tcp_nodelay' => true],
            'ssl' => ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_SERVER | STREAM_CRYPTO_METHOD_TLSv1_3_SERVER, 'peer_name' => null, 'verify_peer' => false, 'verify_peer_name' => false,
                'verify_depth' => 10, 'ciphers' => 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256', 'honor_cipher_order' => true, 'single_dh_use' => true, 'no_ticket' => true,
                'capture_peer_cert' => true, 'capture_peer_chain' => true, 'alpn_protocols' => 'http/1.1,h2', 'local_cert' => $file, 'security_level' => 2]];
        $server = stream_socket_server('tcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, stream_context_create($options));
        stream_set_blocking($server, false);
        $this->on($server, function ($server) {
            while ($conn = @stream_socket_accept($server, 0)) {
                stream_set_blocking($conn, false);
                stream_set_chunk_size($conn, 65536);
                stream_set_read_buffer($conn, 0);
                $this->on($conn, fn ($conn) => $this->handshake($conn));
            }
        });
        return $server;
    }

    public array $protocols = [];

    private function handshake($conn): void
    {
        $result = @stream_socket_enable_crypto($conn, true);
        if ($result === 0) {
            return;
        }
        $crypto = stream_get_meta_data($conn)['crypto'] ?? null;
        if ($result !== true || $crypto === null) {
            $this->on($conn, null);
            fclose($conn);
            return;
        }
        $this->protocols[] = $crypto['alpn_protocol'] ?? '';
        $this->on($conn, function ($conn) {
            $data = fread($conn, 8192);
            if ($data !== '' && $data !== false) {
                @fwrite($conn, ANSWER);
                $this->served++;
                stream_socket_shutdown($conn, STREAM_SHUT_WR);
            } elseif (!feof($conn)) {
                return;
            }
            $this->on($conn, null);
            fclose($conn);
        });
    }
}

/** Options on the imported listener, feof() around the handshake, no read buffer. */
final class Workerman extends Loop
{
    public function listen(string $file)
    {
        $server = stream_socket_server('tcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN,
            stream_context_create(['socket' => ['backlog' => 102400], 'ssl' => ['local_cert' => $file, 'verify_peer' => false]]));
        $socket = socket_import_stream($server);
        socket_set_option($socket, SOL_SOCKET, SO_KEEPALIVE, 1);
        socket_set_option($socket, SOL_TCP, TCP_NODELAY, 1);
        stream_set_blocking($server, false);
        $this->on($server, function ($server) {
            set_error_handler(static fn (): bool => true);
            $conn = stream_socket_accept($server, 0, $remote);
            restore_error_handler();
            if ($conn) {
                stream_set_blocking($conn, false);
                stream_set_read_buffer($conn, 0);
                $this->on($conn, fn ($conn) => $this->read($conn));
            }
        });
        return $server;
    }

    private array $up = [];

    private function read($conn): void
    {
        if (!isset($this->up[(int) $conn])) {
            if (feof($conn)) {
                $this->on($conn, null);
                fclose($conn);
                return;
            }
            set_error_handler(static fn (): bool => true);
            $result = stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_SSLv2_SERVER | STREAM_CRYPTO_METHOD_SSLv23_SERVER);
            restore_error_handler();
            if ($result === true) {
                $this->up[(int) $conn] = true;
            } elseif ($result === false) {
                $this->on($conn, null);
                fclose($conn);
            }
            return;
        }
        $data = @fread($conn, 65535);
        if ($data === '' || $data === false) {
            if (feof($conn) || !is_resource($conn) || $data === false) {
                unset($this->up[(int) $conn]);
                $this->on($conn, null);
                fclose($conn);
            }
            return;
        }
        $length = @fwrite($conn, ANSWER);
        $this->served += $length === strlen(ANSWER);
    }
}

foreach ([React::class, Amp::class, Workerman::class] as $class) {
    $loop = new $class();
    $server = $loop->listen($file);
    $port = port_of($server);
    $silent = stream_socket_client("tcp://127.0.0.1:$port");
    $plain = stream_socket_client("tcp://127.0.0.1:$port");
    fwrite($plain, "GET / HTTP/1.0\r\n\r\n");
    $gone = stream_socket_client("tcp://127.0.0.1:$port");
    socket_set_option(socket_import_stream($gone), SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
    fclose($gone);
    $clients = Peer::run(function () use ($port, $certs) {
        exec("for i in 1 2 3 4 5; do curl -sS -m 20 --cacert $certs->ca https://localhost:$port/ --resolve localhost:$port:127.0.0.1 2>&1; done", $lines);
        return $lines;
    });
    check("$class served", $loop->run(5), 5);
    check("$class curl", $clients->result(), array_fill(0, 5, 'hello'));
    check("$class warned", warned(), '');
    $loop instanceof React && check('why it failed', str_contains($loop->failed, 'http request') || str_contains($loop->failed, 'lost'));
    $loop instanceof Amp && check('ALPN', array_unique($loop->protocols), ['http/1.1']);
    unset($loop, $server);
}
done();
?>
--EXPECT--
11 checks, all right
