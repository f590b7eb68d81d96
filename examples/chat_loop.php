<?php
/*
 * The chat of chat.php for ten thousand clients and more: an event loop around Io\Poll instead of stream_select(),
 * which ends at 1,024 descriptors.
 *
 *     ulimit -n 20000; php chat_loop.php [address]      then, in several terminals:  socat - TCP:127.0.0.1:8000
 *
 * A line is "/join room", "/who", or something to say to everybody in one's room.
 */
require __DIR__ . '/event_loop.php';

const LONGEST_LINE = 4096;
const TOO_FAR_BEHIND = 1 << 20;         // bytes somebody does not read
const SILENCE = 600.0;                  // seconds

final class Chat
{
    private array $rooms = [];          // name => id => Guest
    private int $nextId = 1;

    public function __construct(private Loop $loop)
    {
    }

    public function welcome(Connection $connection): void
    {
        $guest = new Guest($connection, $this->nextId++);
        $connection->onData = fn (Connection $who, string $bytes) => $this->hear($guest, $bytes);
        $connection->onClose = fn () => $this->leave($guest);
        $this->join($guest, 'hall');
    }

    private function hear(Guest $guest, string $bytes): void
    {
        $guest->heard = Loop::now();
        $lines = explode("\n", $guest->half . $bytes);
        $guest->half = array_pop($lines);
        foreach ($lines as $line) {
            if (!$guest->connection->open) {
                return;                     // the answer to a line before showed that nobody is there any more
            }
            [$word, $rest] = explode(' ', rtrim($line), 2) + [1 => ''];
            match (true) {
                $word === '/join' && $rest !== '' => $this->join($guest, substr($rest, 0, 50)),
                $word === '/who' => $guest->connection->write("* {$this->headcount($guest->room)} in $guest->room\n"),
                default => $this->say($guest, "$guest->name: " . rtrim($line) . "\n"),
            };
        }
        if (strlen($guest->half) > LONGEST_LINE) {
            $guest->connection->close(now: true);
        }
    }

    private function say(Guest $from, string $line): void
    {
        foreach ($this->rooms[$from->room] as $guest) {
            $to = $guest->connection;
            if ($guest !== $from && !$to->write($line) && $to->pending() > TOO_FAR_BEHIND) {
                $to->close(now: true);      // nobody may eat our memory
            }
        }
    }

    private function join(Guest $guest, string $room): void
    {
        $this->leave($guest);
        $guest->room = $room;
        $this->rooms[$room][$guest->id] = $guest;
        $guest->connection->write("* welcome to $room\n");
    }

    private function leave(Guest $guest): void
    {
        unset($this->rooms[$guest->room][$guest->id]);
        if (isset($this->rooms[$guest->room]) && !$this->rooms[$guest->room]) {
            unset($this->rooms[$guest->room]);
        }
    }

    private function headcount(string $room): int
    {
        return count($this->rooms[$room]);
    }

    /** One timer for all, not one for each. */
    public function sendHomeTheSilent(): void
    {
        $since = Loop::now() - SILENCE;
        foreach ($this->rooms as $guests) {
            foreach ($guests as $guest) {
                if ($guest->heard < $since) {
                    $guest->connection->write("* good night\n");
                    $guest->connection->close(now: $guest->heard < $since - 60);     // who does not even read that
                }
            }
        }
    }
}

final class Guest
{
    public string $half = '';           // of a line
    public string $room = '';
    public string $name;
    public float $heard;

    public function __construct(public readonly Connection $connection, public readonly int $id)
    {
        $this->name = "guest $id";
        $this->heard = Loop::now();
    }
}

$loop = new Loop();
stop_on_signals($loop);
$chat = new Chat($loop);
$server = $loop->listen($argv[1] ?? 'tcp://127.0.0.1:8000', $chat->welcome(...), ['backlog' => 4096]);
$loop->after(30.0, $chat->sendHomeTheSilent(...), repeat: true);
echo 'listening on tcp://', stream_socket_get_name($server, false), "\n";
$loop->run();
