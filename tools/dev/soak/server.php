<?php
/*
 * php server.php <connections> <folder with server.pem> <client command...>: the server that ./dev soak torments.
 * Listeners of every kind in one select loop; the clients are processes of another PHP (clients.php). In each round
 * they make their share of the connections, then more silent ones than are kept, then do nothing for a while, in
 * which a loop that spins would show, then let go of everything. Memory and descriptors after the last round must be
 * those after the second.
 * Exit status 0 when they are, every good client was served and nobody spun.
 */

const ROUNDS = 5;
const CLIENTS = 4;              // processes
const ALLOWED_HEAP = 262144;    // bytes: scratch buffers that are there or not, what malloc keeps at hand
const ALLOWED_RSS = 16384;      // KiB of resident memory
const SETUP_TIMEOUT = 2.0;      // s
const QUIET = 2.2;              // s, longer than that
const ALLOWED_WAKEUPS = 400;    // while it is quiet; a loop that spins has a thousand times as many
const MOST_OPEN = 300;          // connections the server keeps; the oldest go

require __DIR__ . '/measure.php';

final class Soak
{
    private array $listeners = [];
    private array $conns = [];      // id => stream
    private array $starting = [];   // id => true: enable_crypto is under way
    private array $children = [];   // forked and ended at once
    private array $clients = [];    // id of the pipe => [process, its input, its output]
    private int $busy = 0;          // client processes still at work
    public int $accepted = 0, $answered = 0, $wakeups = 0;
    public array $problems = [];

    public function __construct(private string $dir)
    {
        $tls = ['local_cert' => "$dir/server.pem", 'session_cache_size' => 16, 'client_certs' => 'request',
            'cafile' => "$dir/server.pem", 'alpn_protocols' => 'h2,http/1.1', 'cert_reload' => 0];
        $setup = ['setup_timeout' => SETUP_TIMEOUT, 'setup_limit' => 40, 'nonblock' => true];
        $proxy = $setup + ['proxy_trusted' => ['*'], 'proxy_wait' => 0.3];
        $kinds = [
            'tcp' => ['tcp', ['nonblock' => true, 'write_buffer' => 4096]],
            'starttls' => ['tcp', ['nonblock' => true] + $tls],
            'tls' => ['tls', $setup + $tls],
            'proxy' => ['tcp', ['proxy_protocol' => 'required'] + $proxy],
            'maybe' => ['tcp', ['proxy_protocol' => 'optional'] + $proxy],
            'proxy_tls' => ['tls', ['proxy_protocol' => 'required'] + $proxy + $tls],
            'maybe_tls' => ['tls', ['proxy_protocol' => 'optional'] + $proxy + $tls],
        ];
        foreach ($kinds as $name => [$scheme, $options]) {
            $this->listeners[$name] = xsock_server("$scheme://127.0.0.1:0", options: $options) ?: exit(1);
        }
    }

    public function startClients(array $command): void
    {
        $ports = [];
        foreach ($this->listeners as $name => $listener) {
            $ports[] = $name . '=' . substr(strrchr(stream_socket_get_name($listener, false), ':'), 1);
        }
        for ($i = 0; $i < CLIENTS; $i++) {
            $process = proc_open([...$command, $this->dir, ...$ports], [['pipe', 'r'], ['pipe', 'w']], $pipes);
            stream_set_blocking($pipes[1], false);
            $this->clients[(int) $pipes[1]] = [$process, $pipes[0], $pipes[1]];
        }
    }

    /** Says it to every client process and serves until each has answered. */
    public function all(string $order): void
    {
        $this->busy = count($this->clients);
        foreach ($this->clients as [, $input]) {
            fwrite($input, "$order\n");
        }
        while ($this->busy > 0) {
            $this->turn(0.2);
        }
    }

    public function serveFor(float $seconds): void
    {
        $until = hrtime(true) + $seconds * 1e9;
        while (($left = ($until - hrtime(true)) / 1e9) > 0) {
            $this->turn($left);
        }
    }

    /** Closes what is open and waits until nothing is being set up. */
    public function letGo(): void
    {
        array_map($this->close(...), $this->conns);
        for ($i = 0; $i < 200 && $this->settingUp(); $i++) {
            $this->serveFor(0.05);
            array_map($this->close(...), $this->conns);
        }
        if ($this->settingUp()) {
            $this->problems[] = 'connections are still being set up although all clients are gone';
        }
        foreach ($this->children as $pid => $_) {
            $this->reap($pid, 0);
        }
    }

    private function settingUp(): int
    {
        return array_sum(array_map(fn ($l) => xsock_info($l)['setting_up'] ?? 0, $this->listeners));
    }

    public function endClients(): void
    {
        foreach ($this->clients as [$process, $input]) {
            fclose($input);
            if (proc_close($process) !== 0) {
                $this->problems[] = 'a client process failed';
            }
        }
        $this->clients = [];
    }

    public function counters(): array
    {
        $keys = array_flip(['accepted', 'setup_failed', 'setup_timed_out', 'setup_evicted', 'last_setup_error']);
        return array_map(fn ($l) => array_intersect_key(xsock_info($l), $keys), $this->listeners);
    }

    private function turn(float $seconds): void
    {
        $read = [...$this->listeners, ...$this->conns, ...array_column($this->clients, 2)];
        $write = $except = null;
        if (!stream_select($read, $write, $except, (int) $seconds, (int) (fmod($seconds, 1) * 1e6))) {
            return;
        }
        $this->wakeups++;
        foreach ($read as $stream) {
            $id = (int) $stream;
            if (isset($this->clients[$id])) {
                $this->hear($id);
            } elseif (in_array($stream, $this->listeners, true)) {
                $this->accept($stream);
            } elseif (isset($this->conns[$id]) && !$this->serve($stream, $id)) {
                $this->close($stream);
            }
        }
        while (count($this->conns) > MOST_OPEN) {
            $this->close(reset($this->conns));
        }
    }

    private function hear(int $id): void
    {
        $line = fgets($this->clients[$id][2]);
        if ($line !== false && $line !== "done\n") {
            $this->problems[] = rtrim($line);
        }
        if ($line === false || $line === "done\n") {
            $this->busy--;
        }
        if ($line === false) {
            $this->problems[] = 'a client process ended early';
            unset($this->clients[$id]);
        }
    }

    private function accept($listener): void
    {
        $streams = $this->accepted % 3 ? array_filter([xsock_accept($listener, 0)]) : xsock_accept_many($listener);
        foreach ($streams as $stream) {
            $this->conns[(int) $stream] = $stream;
            if (++$this->accepted % 50 === 0) {
                [xsock_info($stream), stream_get_meta_data($stream), stream_socket_get_name($stream, true)];
            }
            if ($this->accepted % 500 === 0) {
                xsock_tls_reload($this->listeners['tls']);
            }
            if ($this->accepted % 2000 === 0) {
                $this->fork();
            }
        }
    }

    /** A child that ends at once, as a worker that is restarted: nothing of it may reach our clients. */
    private function fork(): void
    {
        $pid = pcntl_fork();
        if ($pid === 0) {
            exit(0);
        }
        $this->children[$pid] = true;
        foreach ($this->children as $pid => $_) {
            $this->reap($pid, WNOHANG);
        }
    }

    private function reap(int $pid, int $flags): void
    {
        if (pcntl_waitpid($pid, $status, $flags) === $pid) {
            unset($this->children[$pid]);
            if ($status !== 0) {
                $this->problems[] = "a forked child ended with status $status";
            }
        }
    }

    /** One step; false when the connection is over. "hello ..." is echoed, "STARTTLS" begins TLS. */
    private function serve($stream, int $id): bool
    {
        if (isset($this->starting[$id])) {
            $r = @stream_socket_enable_crypto($stream, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
            if ($r === true) {
                unset($this->starting[$id]);
            }
            return $r !== false;
        }
        $data = @fread($stream, 8192);
        if ($data === false || ($data === '' && feof($stream))) {
            return false;
        }
        if (str_starts_with($data, 'hello')) {
            $this->answered++;
            @fwrite($stream, $data);
            @fflush($stream);
        } elseif (str_starts_with($data, 'STARTTLS')) {
            @fwrite($stream, "go\n");
            fflush($stream);
            $this->starting[$id] = true;
        }
        return true;
    }

    private function close($stream): void
    {
        unset($this->conns[(int) $stream], $this->starting[(int) $stream]);
        @fclose($stream);
    }
}

function run(int $connections, string $dir, array $command): int
{
    $soak = new Soak($dir);
    $soak->startClients($command);
    $states = [];
    for ($round = 1; $round <= ROUNDS; $round++) {
        $soak->all('connect ' . intdiv($connections, ROUNDS * CLIENTS));
        $soak->all('crowd');
        $soak->wakeups = 0;
        $soak->serveFor(QUIET);
        if ($soak->wakeups > ALLOWED_WAKEUPS) {
            $soak->problems[] = "$soak->wakeups wake-ups while it was quiet";
        }
        $soak->all('let go');
        $soak->letGo();
        $states[$round] = state();
        printf("round %d: accepted %d, answered %d, wake-ups while quiet %d; "
            . "descriptors %d, heap %d bytes, resident %d KiB\n",
            $round, $soak->accepted, $soak->answered, $soak->wakeups, ...array_values($states[$round]));
    }
    foreach ($soak->counters() as $name => $counters) {
        echo str_pad("$name:", 11), json_encode($counters, JSON_UNESCAPED_SLASHES), "\n";
    }
    $soak->endClients();
    $problems = array_count_values($soak->problems) + growth($states[2], $states[ROUNDS]);
    foreach (['setup_failed', 'setup_timed_out', 'setup_evicted'] as $fate) {
        if (array_sum(array_column($soak->counters(), $fate)) === 0) {
            $problems["no connection met its $fate"] = 1; // then this was no test of it
        }
    }
    if ($soak->answered < $connections / 50) {
        $problems["only $soak->answered requests were answered"] = 1;
    }
    foreach ($problems as $what => $times) {
        echo "PROBLEM: $what", $times > 1 ? " ($times times)" : '', "\n";
    }
    echo $problems ? "not well\n" : "flat, and everybody was served\n";
    return $problems ? 1 : 0;
}

exit(run((int) $argv[1], $argv[2], array_slice($argv, 3)));
