<?php
/*
 * An echo server: php server.php KIND IDLE [CERTIFICATE]. Prints "port P", takes IDLE + 1 connections, echoes what
 * comes, and answers each line on its input with "cost MICROSECONDS EVENTS" (CPU since the last one).
 *
 *   io_poll   Io\Poll, with streams of xsock where it is loaded, else of core
 *   select    stream_select()
 *   sockets   socket_select() of ext-sockets
 *   memory    reads a line from each and answers "memory A B": private bytes of one connection, of its watcher
 */
use Io\Poll\{Context, Event};

[, $kind, $idle] = $argv;
$xsock = extension_loaded('xsock') && getenv('XSOCK_STREAMS') !== 'core';
if ($kind === 'sockets') {
    $server = socket_create_listen(0, 4096);
    socket_getsockname($server, $address, $port);
} else {
    $certificate = $argv[3] ?? '';
    $options = ['nonblock' => $kind !== 'memory'] + ($certificate ? ['local_cert' => $certificate] : []);
    $server = $xsock ? xsock_server(($certificate ? 'tls' : 'tcp') . '://127.0.0.1:0', options: $options)
        : stream_socket_server('tcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN,
            stream_context_create(['socket' => ['backlog' => 4096, 'tcp_nodelay' => true]]));
    $port = substr(strrchr(stream_socket_get_name($server, false), ':'), 1);
}
echo "port $port\n";
$streams = $kind === 'memory' ? memory($server, $idle, $xsock) : [];
for ($i = 0; $i <= $idle; $i++) {
    if ($kind === 'sockets') {
        $streams[] = $stream = socket_accept($server);
        socket_set_nonblock($stream);
        socket_set_option($stream, SOL_TCP, TCP_NODELAY, 1);
    } else {
        $streams[] = $stream = $xsock ? xsock_accept($server, 30) : stream_socket_accept($server, 30);
        stream_set_blocking($stream, false);
    }
}
$events = 0;
$start = cpu();

function memory($server, int $idle, bool $xsock): never
{
    $private = function (): int {
        preg_match('/^Private_Dirty:\s+(\d+)/m', file_get_contents('/proc/self/smaps_rollup'), $m);
        return 1024 * $m[1];
    };
    $streams = array_fill(0, $idle + 1, null);
    for ($i = 0; $i <= $idle; $i++) {
        $streams[$i] = $xsock ? xsock_accept($server, 30) : stream_socket_accept($server, 30);
        fgets($streams[$i]);
        $before = $i === 0 ? $private() : $before; // the first has made what is there once
    }
    $connections = $private();
    $poll = new Context();
    foreach ($streams as $stream) {
        $poll->add(new StreamPollHandle($stream), [Event::Read]);
    }
    $poll->wait(Time\Duration::fromSeconds(0));
    printf("memory %.1f %.1f\n", ($connections - $before) / $idle, ($private() - $connections) / $idle);
    exit;
}

function cpu(): float
{
    $u = getrusage();
    return ($u['ru_utime.tv_sec'] + $u['ru_stime.tv_sec']) * 1e6 + $u['ru_utime.tv_usec'] + $u['ru_stime.tv_usec'];
}

function report(): void
{
    global $events, $start;
    if (fgets(STDIN) === false) {
        exit;
    }
    printf("cost %.1f %d\n", cpu() - $start, $events);
    $start = cpu();
    $events = 0;
}

if ($kind === 'io_poll') {
    $poll = new Context();
    foreach ($streams as $stream) {
        $poll->add(new StreamPollHandle($stream), [Event::Read], $stream);
    }
    $poll->add(new StreamPollHandle(STDIN), [Event::Read], STDIN);
    while (true) {
        foreach ($poll->wait() as $watcher) {
            $stream = $watcher->getData();
            if ($stream === STDIN) {
                report();
            } elseif (($text = fread($stream, 4096)) !== '' && $text !== false) {
                fwrite($stream, $text);
                $events++;
            } else {
                fclose($stream);
            }
        }
    }
}
if ($kind === 'select') {
    $streams[] = STDIN;
    while (true) {
        $read = $streams;
        $none = null;
        stream_select($read, $none, $none, null);
        foreach ($read as $i => $stream) {
            if ($stream === STDIN) {
                report();
            } elseif (($text = fread($stream, 4096)) !== '' && $text !== false) {
                fwrite($stream, $text);
                $events++;
            } else {
                unset($streams[$i]);
            }
        }
    }
}
// ext-sockets cannot watch the standard input: "line" comes on a connection of its own, the last one.
$control = socket_import_stream(STDIN) ?: exit("no socket on the input\n");
$streams[] = $control;
while (true) {
    $read = $streams;
    $none = null;
    socket_select($read, $none, $none, null);
    foreach ($read as $i => $socket) {
        if ($socket === $control) {
            report();
        } elseif (($text = socket_read($socket, 4096)) !== '' && $text !== false) {
            socket_write($socket, $text);
            $events++;
        } else {
            unset($streams[$i]);
        }
    }
}
