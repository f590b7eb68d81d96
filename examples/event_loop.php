<?php
/*
 * A small event loop to copy: listeners, connections with buffers and back-pressure, timers. Io\Poll says who is
 * ready, in the same time for ten connections and for ten thousand. http_server.php, chat_loop.php and websocket.php
 * are built on it.
 *
 *     php event_loop.php [address]      an echo server, to try it; then:  socat - TCP:127.0.0.1:8000
 */
use Io\Poll\{Context, Event, FailedPollWaitException, Watcher};
use Time\Duration;

final class Connection
{
    public ?Closure $onData = null;     // function (Connection $who, string $bytes)
    public ?Closure $onDrain = null;    // function (Connection $who): write() said false, now all is sent
    public ?Closure $onClose = null;    // function (Connection $who): once, whoever ended it
    public bool $open = true;
    private string $out = '';
    private bool $reading = true, $ending = false, $finishing = false, $behind = false;
    private array $watched = [Event::Read];
    private Watcher $watcher;

    public function __construct(
        Context $poll,
        private $stream,
        public readonly string $peer,
        private int $limit = 262144,    // bytes that write() keeps before it says false
    ) {
        $this->watcher = $poll->add(new StreamPollHandle($stream), $this->watched, $this);
    }

    /** Sends, or keeps what the kernel has no room for. False: the other side lags behind, wait for onDrain. */
    public function write(string $bytes): bool
    {
        if (!$this->open || $this->ending || $this->finishing) {
            return false;
        }
        $idle = $this->out === '';
        $this->out .= $bytes;
        if ($idle) {
            $this->send();              // most of the time that is all, and nobody has to wait for Write
        }
        return !($this->behind = strlen($this->out) > $this->limit);
    }

    /** How much write() keeps: who never reads should be closed some day. */
    public function pending(): int
    {
        return strlen($this->out);
    }

    /** Back-pressure: while paused, the kernel's window closes and the sender has to wait. */
    public function pause(bool $paused = true): void
    {
        $this->reading = !$paused;
        $this->watch();
    }

    /** Ends it when everything is sent; $now: at once. */
    public function close(bool $now = false): void
    {
        $this->ending = true;
        if ($this->open && ($now || $this->out === '')) {
            $this->open = false;
            fclose($this->stream);      // the watcher ends with it
            $this->onClose && ($this->onClose)($this);
            $this->onData = $this->onDrain = $this->onClose = null;
        }
        $this->watch();                 // for room only: an end that was read is ready to be read again and again
    }

    /**
     * Says that nothing more will come when everything is sent, and goes on reading until the other side closes. With
     * close() what it still sends meets a closed socket, and the reset takes the last answer away from it.
     */
    public function finish(): void
    {
        $this->finishing = true;
        $this->behind = $this->out !== '';          // so that onDrain tells
        $this->pause(false);
        if ($this->open && !$this->behind) {
            @stream_socket_shutdown($this->stream, STREAM_SHUT_WR);
        }
    }

    public function ready(Watcher $watcher): void
    {
        if ($this->out !== '' && $watcher->hasTriggered(Event::Write)) {
            $this->send();
        }
        $rounds = 0;
        while ($this->open && $this->reading && ($bytes = @fread($this->stream, 65536)) !== '' && $bytes !== false) {
            $this->onData && !$this->ending && ($this->onData)($this, $bytes);
            // Who sends without end must not keep the others waiting. Only what PHP has read ahead has to be taken now:
            // PHP 8.6's own Io\Poll does not report it again.
            if (++$rounds >= 8 && $this->open && !stream_get_meta_data($this->stream)['unread_bytes']) {
                return;
            }
        }
        if ($this->open && $watcher->hasTriggered(Event::Error)) {
            $this->close(now: true);
        } elseif ($this->open && $this->reading && feof($this->stream)) {
            $this->close();             // it will ask no more, but may still take what it asked for
        }
    }

    private function send(): void
    {
        $sent = @fwrite($this->stream, $this->out);
        if ($sent === false) {
            $this->close(now: true);    // gone
            return;
        }
        $this->out = substr($this->out, $sent);
        if ($this->out === '' && $this->ending) {
            $this->close();
            return;
        }
        $this->watch();
        if ($this->out === '' && $this->finishing) {
            @stream_socket_shutdown($this->stream, STREAM_SHUT_WR);
        }
        if ($this->out === '' && $this->behind) {
            $this->behind = false;
            $this->onDrain && ($this->onDrain)($this);
        }
    }

    private function watch(): void
    {
        if ($this->open) {
            $events = $this->reading && !$this->ending ? [Event::Read] : [Event::Error];
            // Once: that the other side has hung up is said in each wait, and paused we do nothing about it.
            $this->out !== '' ? $events[] = Event::Write : $this->reading || $events[] = Event::OneShot;
            if ($events !== $this->watched) {
                $this->watcher->modifyEvents($this->watched = $events);
            }
        }
    }
}

final class Loop
{
    private Context $poll;
    private array $timers = [];         // id => [when, interval or null, what]
    private SplPriorityQueue $queue;    // of ids, the nearest first; cancelled ones stay in it until their time
    private int $nextId = 1;
    private array $listeners = [];      // number of the stream => [watcher, how many clients it takes at once]
    private bool $running = true;

    public function __construct()
    {
        $this->poll = new Context();
        $this->queue = new SplPriorityQueue();
    }

    /** Calls $onConnect(Connection) for each client. The stream, to close it, or an exception. */
    public function listen(string $address, Closure $onConnect, array $options = [])
    {
        $server = @xsock_server($address, $code, $message, options: ['nonblock' => true] + $options);
        if (!$server) {
            throw new RuntimeException($message);
        }
        $handle = new StreamPollHandle($server);
        $watcher = $this->poll->add($handle, [Event::Read], function () use ($server, $onConnect) {
            foreach (@xsock_accept_many($server, $this->listeners[(int) $server][1], 0, $peers) as $i => $stream) {
                $onConnect(new Connection($this->poll, $stream, $peers[$i] ?? ''));
            }
        });
        // At most 64, so that a burst of clients does not keep the others waiting.
        $this->listeners[(int) $server] = [$watcher, 64];
        return $server;
    }

    /** How many clients are taken at once. 0: none, they wait in the kernel's queue until there is room. */
    public function accept($server, int $atOnce): void
    {
        [$watcher, $before] = $this->listeners[(int) $server];
        $this->listeners[(int) $server][1] = $atOnce;
        if (!$before !== !$atOnce) {
            $watcher->modifyEvents($atOnce ? [Event::Read] : [Event::Error, Event::OneShot]);
        }
    }

    /** Calls $what once, or again and again. An id for cancel(). */
    public function after(float $seconds, Closure $what, bool $repeat = false): int
    {
        $when = self::now() + $seconds;
        $this->timers[$this->nextId] = [$when, $repeat ? $seconds : null, $what];
        $this->queue->insert($this->nextId, -$when);
        return $this->nextId++;
    }

    /** Seconds, of a clock that nobody sets. */
    public static function now(): float
    {
        return hrtime(true) / 1e9;
    }

    public function cancel(int $id): void
    {
        unset($this->timers[$id]);
    }

    public function stop(): void
    {
        $this->running = false;
    }

    /** Until stop(); it can go on afterwards. */
    public function run(): void
    {
        while ($this->running) {
            try {
                $ready = $this->poll->wait($this->untilNextTimer());
            } catch (FailedPollWaitException $e) {
                if ($e->getCode() !== FailedPollWaitException::ERROR_INTERRUPTED) {
                    throw $e;
                }
                continue;               // a signal; its handler has run
            }
            foreach ($ready as $watcher) {
                $whose = $watcher->getData();
                $whose instanceof Connection ? $whose->ready($watcher) : $whose();
            }
            $this->runTimers();
        }
        $this->running = true;
    }

    private function untilNextTimer(): ?Duration
    {
        while (!$this->queue->isEmpty() && !isset($this->timers[$this->queue->top()])) {
            $this->queue->extract();
        }
        if ($this->queue->isEmpty()) {
            return null;
        }
        $seconds = max(0.0, $this->timers[$this->queue->top()][0] - self::now());
        return Duration::fromSeconds((int) $seconds, (int) (fmod($seconds, 1.0) * 1e9));
    }

    private function runTimers(): void
    {
        $now = self::now();
        while (!$this->queue->isEmpty() && ($this->timers[$this->queue->top()][0] ?? 0) <= $now) {
            $id = $this->queue->extract();
            if (isset($this->timers[$id])) {
                [$when, $interval, $what] = $this->timers[$id];
                if ($interval === null) {
                    unset($this->timers[$id]);
                } else {
                    $this->timers[$id][0] = max($now, $when + $interval);
                    $this->queue->insert($id, -$this->timers[$id][0]);
                }
                $what();
            }
        }
    }
}

/** Ends the loop on Ctrl-C and SIGTERM. */
function stop_on_signals(Loop $loop): void
{
    pcntl_async_signals(true);
    foreach ([SIGINT, SIGTERM] as $signal) {
        pcntl_signal($signal, $loop->stop(...));
    }
}

if (realpath($_SERVER['SCRIPT_FILENAME']) === __FILE__) {
    $loop = new Loop();
    stop_on_signals($loop);
    $server = $loop->listen($argv[1] ?? 'tcp://127.0.0.1:8000', function (Connection $client) {
        $client->onData = function (Connection $client, string $bytes) {
            $client->write($bytes) || $client->pause();     // who does not read is not read from either
        };
        $client->onDrain = fn (Connection $client) => $client->pause(false);
    });
    echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";
    $loop->run();
}
