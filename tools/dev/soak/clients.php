<?php
/*
 * php clients.php <folder with server.pem> <kind>=<port>...: one process of clients, told on its standard input what
 * to do: "connect <n>" makes n connections, every tenth of them good, and keeps some of the silent ones; "crowd" makes
 * many silent ones; "let go" drops them. Answers "done"; a line before that says what went wrong. It needs no xsock:
 * the clients are PHP's own.
 */
require __DIR__ . '/bytes.php';
require __DIR__ . '/relay.php';

const PATIENCE = 30;            // seconds until a good client gives up
const KEPT = 30;                // silent connections

final class Clients
{
    private array $silent = [];
    private array $hellos;
    private Relay $relay;

    public function __construct(private array $ports, private string $dir)
    {
        $this->hellos = array_map(client_hello(...), Relay::METHODS);
        $this->relay = new Relay($dir);
    }

    public function connect(int $n): void
    {
        for ($i = 0; $i < $n; $i++) {
            if ($i % 10 === 0) {
                $this->good(array_rand($this->ports), "hello $i\n");
            } else {
                @$this->bad($i);
            }
            $this->silent = array_slice($this->silent, -KEPT);
        }
    }

    /** Silent ones, together with the other processes' more than a server sets up at once. */
    public function crowd(): void
    {
        foreach ($this->ports as $port) {
            for ($i = 0; $i < 15; $i++) {
                $this->silent[] = stream_socket_client("tcp://127.0.0.1:$port", $code, $text, 5);
            }
        }
    }

    public function letGo(): void
    {
        $this->silent = [];
    }

    /** A client that does everything right; says so on the standard output when it is not answered. */
    private function good(string $kind, string $line): void
    {
        $stream = stream_socket_client('tcp://127.0.0.1:' . $this->ports[$kind], $code, $text, PATIENCE,
            STREAM_CLIENT_CONNECT, Relay::context($this->dir));
        if (!$stream) {
            echo "a good client of $kind cannot connect: $text\n";
            return;
        }
        stream_set_timeout($stream, PATIENCE);
        if (str_starts_with($kind, 'proxy') || (str_starts_with($kind, 'maybe') && random_int(0, 1))) {
            fwrite($stream, good_header());
        }
        if ($kind === 'starttls') {
            fwrite($stream, "STARTTLS\n");
            fgets($stream);
        }
        $secure = str_ends_with($kind, 'tls')
            ? @stream_socket_enable_crypto($stream, true, Relay::METHODS[array_rand(Relay::METHODS)])
            : true;
        @fwrite($stream, $line);
        $answer = fgets($stream);
        if ($answer !== $line) {
            $last = error_get_last()['message'] ?? '';
            echo "a good client of $kind was answered ", json_encode($answer), $secure ? '' : ", no TLS: $last", "\n";
        }
    }

    private function bad(int $i): void
    {
        $kind = array_rand($this->ports);
        $port = $this->ports[$kind];
        if ($i % 500 === 77) {
            $this->openssl($this->ports['tls']);
            return;
        }
        $start = match (true) {
            str_starts_with($kind, 'proxy'),
            str_starts_with($kind, 'maybe') => random_int(0, 2) ? good_header() : bad_header(),
            $kind === 'starttls' => random_int(0, 5) ? "STARTTLS\n" : "START",
            default => '',
        };
        if ($i % 3 === 0 && str_ends_with($kind, 'tls')) {
            $this->keep($this->relay->run($port, $start));
            return;
        }
        $socket = socket_create(AF_INET, SOCK_STREAM, 0);
        socket_set_option($socket, SOL_SOCKET, SO_RCVTIMEO, ['sec' => 0, 'usec' => random_int(1, 20000)]);
        socket_set_option($socket, SOL_SOCKET, SO_SNDTIMEO, ['sec' => 1, 'usec' => 0]);
        if (!socket_connect($socket, '127.0.0.1', $port)) {
            echo 'cannot connect: ', socket_strerror(socket_last_error($socket)), "\n";
            return;
        }
        $this->send($socket, $start, random_int(0, 9) === 0);
        if ($kind === 'starttls') {
            socket_read($socket, 10);
        }
        $this->misbehave($socket, str_ends_with($kind, 'tls'));
        $this->end($socket);
    }

    private function misbehave(Socket $socket, bool $tls): void
    {
        $hello = $this->hellos[random_int(0, 1)];
        switch (random_int(0, 9)) {
            case 0:
                return;
            case 1:
                $this->send($socket, random_bytes(random_int(1, 20000)));
                return;
            case 2:
                $this->send($socket, substr($tls ? $hello : "hello\n", 0, random_int(1, 60)), true);
                return;
            case 3:
                $this->send($socket, substr($hello, 0, random_int(1, strlen($hello))));
                return;
            case 4:
            case 5:
                $this->send($socket, mutated($hello));
                break;
            case 6:
                $this->send($socket, odd_record());
                break;
            case 7:
                $this->send($socket, (random_int(0, 1) ? $hello : '') . alerts(random_int(1, 300)));
                break;
            case 8:
                $this->send($socket, $tls ? $hello . mutated($hello) : str_repeat("hello\n", 3000));
                break;
            case 9:
                $this->send($socket, substr($hello, 0, 40));
                socket_send($socket, '!', 1, MSG_OOB);
                $this->send($socket, substr($hello, 40));
        }
        random_int(0, 1) && socket_read($socket, 4096);
    }

    private function send(Socket $socket, string $bytes, bool $dripping = false): void
    {
        if (!$dripping) {
            socket_write($socket, $bytes);
            return;
        }
        for ($i = 0; $i < strlen($bytes); $i++) {
            socket_set_option($socket, SOL_TCP, TCP_NODELAY, 1);
            socket_write($socket, $bytes[$i]);
            $i % 8 || usleep(50);
        }
    }

    /** The ways a connection ends; staying silent is one. */
    private function end(Socket $socket): void
    {
        switch (random_int(0, 6)) {
            case 0:
            case 1:
                socket_set_option($socket, SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
                break;
            case 2:
                socket_shutdown($socket, 1);
                socket_read($socket, 100);
                break;
            case 3:
                socket_shutdown($socket, 0);
                socket_write($socket, "hello\n");
                break;
            case 4:
                $this->keep($socket);
                return;
            case 5: // a child with a copy of the connection comes and goes
                if (random_int(0, 9) === 0 && ($pid = pcntl_fork()) === 0) {
                    posix_kill(posix_getpid(), SIGKILL);
                }
                isset($pid) && pcntl_waitpid($pid, $status);
        }
        socket_close($socket);
    }

    private function keep(mixed $connection): void
    {
        if ($connection) {
            $this->silent[] = $connection;
        }
    }

    /** What PHP's own clients cannot do: renegotiate (TLS 1.2), change keys again and again (1.3). */
    private function openssl(int $port): void
    {
        $old = random_int(0, 1);
        $command = ['openssl', 's_client', '-connect', "127.0.0.1:$port", $old ? '-tls1_2' : '-tls1_3'];
        $process = proc_open($command, [['pipe', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
        for ($i = 0; $i < 8; $i++) {
            fwrite($pipes[0], $old ? "R\n" : "K\n");
            usleep(5000);
        }
        random_int(0, 1) && proc_terminate($process, SIGKILL);
        fclose($pipes[0]);
        proc_close($process);
    }
}

$ports = [];
foreach (array_slice($argv, 2) as $pair) {
    [$kind, $port] = explode('=', $pair);
    $ports[$kind] = (int) $port;
}
$clients = new Clients($ports, $argv[1]);
while (($order = fgets(STDIN)) !== false) {
    match (strtok($order, " \n")) {
        'connect' => $clients->connect((int) strtok('')),
        'crowd' => $clients->crowd(),
        'let' => $clients->letGo(),
    };
    echo "done\n";
}
