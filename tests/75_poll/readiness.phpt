--TEST--
Thirty states of a stream: stream_select and Io\Poll agree on all of them
--EXTENSIONS--
xsock
pcntl
openssl
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl', 'linux'); ?>
--FILE--
<?php
// A program may ask any poller, in any state, and must be told the same: r to read, w to write. On PHP 8.6 the pollers are its
// own, and what only PHP's buffers know ("hidden") is reported by stream_select alone. Loops around ext-ev, ext-event, ext-uv
// and ext-sockets look at the descriptor, so they see what is not hidden.
require __DIR__ . '/poll.inc';
require __DIR__ . '/../inc/tls.inc';

use Io\Poll\{Backend, Context, Event};
use Time\Duration;

$certs = new Certs();
$certs->make('server');
$keep = []; // the other ends
$dir = scratch();

/** Waits until the kernel has heard of what the peer did. */
function settled($stream, string $want): void
{
    xt_until(fn () => by_select($stream) === $want, 2);
}

function by_select($stream): string
{
    $said = '';
    foreach (['r', 'w'] as $i => $letter) {
        $sets = [null, null, null];
        $sets[$i] = [$stream];
        $said .= @stream_select($sets[0], $sets[1], $sets[2], 0) ? $letter : '-';
    }
    return $said;
}

function by_poll(Context $context, $stream, array $more = []): string
{
    $said = '';
    foreach (['r' => Event::Read, 'w' => Event::Write] as $letter => $event) {
        $watcher = watch($context, $stream, [$event, ...$more]);
        $ready = $context->wait(Duration::fromSeconds(0));
        // select calls a stream that is hung up or broken readable; so does a reader.
        $events = $ready ? $ready[0]->getTriggeredEvents() : [];
        $hit = in_array($event, $events, true) || ($letter === 'r' && array_intersect(['HangUp', 'Error'], array_column($events, 'name')));
        $said .= $hit ? $letter : '-';
        $watcher->remove();
    }
    return $said;
}

/** What a loop sees that took the descriptor out of the stream. */
function by_descriptor($stream): string
{
    $socket = socket_import_stream($stream);
    $said = '';
    foreach (['r', 'w'] as $i => $letter) {
        $sets = [null, null, null];
        $sets[$i] = [$socket];
        $said .= socket_select($sets[0], $sets[1], $sets[2], 0) ? $letter : '-';
    }
    return $said;
}

$tcp = fn (array $options = []) => our_pair($options);
$tls = function (array $options = []) use ($certs) {
    [$server, $client, $connection] = tls_trio($certs, $options);
    return [$connection, $client];
};
$unix = function () use ($dir) {
    static $n = 0;
    [, $client, $connection] = trio("unix://$dir/" . $n++ . '.sock');
    return [$connection, $client];
};
$fill = function ($stream) { // until the kernel takes no more
    stream_set_blocking($stream, false);
    until_full($stream, fn () => @fwrite($stream, str_repeat('x', 65536)));
};
// name => [what select must say, does only PHP's buffer know?, maker of the stream]
$states = [
    'tcp: fresh' => ['-w', false, fn () => $tcp()],
    'tcp: bytes came' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(); fwrite($b, 'x'); return [$a, $b]; }],
    'tcp: bytes read' => ['-w', false, function () use ($tcp) { [$a, $b] = $tcp(); fwrite($b, 'x'); fread($a, 10); return [$a, $b]; }],
    'tcp: buffered by fgets' => ['rw', true, function () use ($tcp) { [$a, $b] = $tcp(); fwrite($b, "x\ny\n"); fgets($a); return [$a, $b]; }],
    'tcp: buffered by a small fread' => ['rw', true, function () use ($tcp) { [$a, $b] = $tcp(); fwrite($b, 'xyz'); fread($a, 1); return [$a, $b]; }],
    'tcp: buffered and more' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(); fwrite($b, "x\ny\n"); fgets($a); fwrite($b, 'z'); return [$a, $b]; }],
    'tcp: half a line buffered' => ['rw', true, function () use ($tcp) { [$a, $b] = $tcp(); stream_set_blocking($a, false); fwrite($b, 'half'); readable($a); fgetc($a); return [$a, $b]; }],
    'tcp: peeked' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(); fwrite($b, 'x'); stream_socket_recvfrom($a, 1, STREAM_PEEK); return [$a, $b]; }],
    'tcp: the peer sends no more' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(); stream_socket_shutdown($b, STREAM_SHUT_WR); return [$a, $b]; }],
    'tcp: the same, read' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(); stream_socket_shutdown($b, STREAM_SHUT_WR); fread($a, 1); return [$a, $b]; }],
    'tcp: we send no more' => ['-w', false, function () use ($tcp) { [$a, $b] = $tcp(); stream_socket_shutdown($a, STREAM_SHUT_WR); return [$a, $b]; }],
    'tcp: we read no more' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(); stream_socket_shutdown($a, STREAM_SHUT_RD); return [$a, $b]; }],
    'tcp: both directions ended' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(); stream_socket_shutdown($a, STREAM_SHUT_RDWR); return [$a, $b]; }],
    'tcp: the peer is gone' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(); fclose($b); return [$a]; }],
    'tcp: the peer is gone, bytes buffered' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(); fwrite($b, "x\ny\n"); fgets($a); fclose($b); return [$a]; }],
    'tcp: reset by the peer' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(); fwrite($a, 'unread'); readable($b); fclose($b); return [$a]; }],
    'tcp: the kernel is full' => ['--', false, function () use ($tcp, $fill) { [$a, $b] = $tcp(); $fill($a); return [$a, $b]; }],
    'tcp: full, bytes came' => ['r-', false, function () use ($tcp, $fill) { [$a, $b] = $tcp(); $fill($a); fwrite($b, 'x'); return [$a, $b]; }],
    'tcp: output gathered' => ['-w', false, function () use ($tcp) { [$a, $b] = $tcp(['write_buffer' => 1000]); fwrite($a, 'x'); return [$a, $b]; }],
    'tcp: unbuffered, bytes left' => ['rw', false, function () use ($tcp) { [$a, $b] = $tcp(['read_buffer' => 0]); fwrite($b, 'xyz'); fread($a, 1); return [$a, $b]; }],
    'tcp: urgent data' => ['-w', false, function () use ($tcp) { [$a, $b] = $tcp(); stream_socket_sendto($b, 'x', STREAM_OOB); return [$a, $b]; }],
    'unix: bytes came' => ['rw', false, function () use ($unix) { [$a, $b] = $unix(); fwrite($b, 'x'); return [$a, $b]; }],
    'unix: the peer is gone' => ['rw', false, function () use ($unix) { [$a, $b] = $unix(); fclose($b); return [$a]; }],
    'udp: fresh' => ['-w', false, fn () => [xsock_server('udp://127.0.0.1:0')]],
    'udp: a datagram' => ['rw', false, function () { $a = xsock_server('udp://127.0.0.1:0'); fwrite($b = client_of($a, 'udp'), 'x'); return [$a, $b]; }],
    'udp: an empty datagram' => ['rw', false, function () { $a = xsock_server('udp://127.0.0.1:0'); $b = client_of($a, 'udp'); stream_socket_sendto($b, ''); return [$a, $b]; }],
    'listener: nobody' => ['--', false, fn () => [xsock_server('tcp://127.0.0.1:0')]],
    'listener: a client' => ['r-', false, function () { $a = xsock_server('tcp://127.0.0.1:0'); return [$a, client_of($a)]; }],
    'listener: a client that was taken' => ['--', false, function () { $a = xsock_server('tcp://127.0.0.1:0'); $b = client_of($a); return [$a, $b, xsock_accept($a)]; }],
    'tls listener: a silent client' => ['--', false, function () use ($certs) {
        $a = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => "$certs->dir/server.pem"]);
        $b = client_of($a);
        xsock_accept($a, 0.05);
        return [$a, $b];
    }],
    'tls listener: a hello begins' => ['--', false, function () use ($certs) { // taken in by whoever asks
        $a = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => "$certs->dir/server.pem"]);
        $b = client_of($a);
        xsock_accept($a, 0.05);
        fwrite($b, "\x16\x03\x01");
        return [$a, $b];
    }],
    'tls listener: a handshake is done' => ['r-', false, function () use ($certs) {
        $a = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => "$certs->dir/server.pem"]);
        $name = stream_socket_get_name($a, false);
        return [$a, Peer::run(fn () => fgets(stream_socket_client("tls://$name", $code, $text, 20, STREAM_CLIENT_CONNECT, trusting($certs))))];
    }],
    'tls: fresh' => ['-w', false, fn () => $tls()],
    'tls: a record came' => ['rw', false, function () use ($tls) { [$a, $b] = $tls(); fwrite($b, 'x'); return [$a, $b]; }],
    'tls: a record read in part' => ['rw', true, function () use ($tls) { [$a, $b] = $tls(); fwrite($b, 'xyz'); fread($a, 1); return [$a, $b]; }],
    'tls: decrypted, unbuffered' => ['rw', true, function () use ($tls) { [$a, $b] = $tls(['read_buffer' => 0]); fwrite($b, 'xyz'); fread($a, 1); return [$a, $b]; }],
    'tls: read to the end' => ['-w', false, function () use ($tls) { [$a, $b] = $tls(); fwrite($b, 'xyz'); fread($a, 3); return [$a, $b]; }],
    'tls: wants to write' => ['--', false, function () use ($tls, $fill) { [$a, $b] = $tls(); $fill($a); return [$a, $b]; }],
    'tls: the peer is gone' => ['rw', false, function () use ($tls) { [$a, $b] = $tls(); fclose($b); return [$a]; }],
];
$columns = ['kernel' => fn ($s) => by_poll(new Context(), $s), 'poll' => fn ($s) => by_poll(new Context(Backend::Poll), $s),
    'one-shot' => fn ($s) => by_poll(new Context(), $s, [Event::OneShot]), 'edge' => fn ($s) => by_poll(new Context(), $s, [Event::EdgeTriggered])];
foreach ($states as $name => [$want, $hidden, $make]) {
    $ends = $make();
    settled($ends[0], $want);
    foreach ($columns as $column => $ask) { // first, for stream_select moves decrypted bytes into PHP's buffer
        $blind = $hidden && natively_86();
        check("$name, $column", $ask($ends[0]), $blind ? '-' . $want[1] : $want);
    }
    check("$name, select", by_select($ends[0]), $want);
    if (!str_starts_with($name, 'tls')) { // ext-sockets is given no TLS streams, by core neither
        check("$name, descriptor", by_descriptor($ends[0]), $hidden ? '-' . $want[1] : $want);
    }
    $closed = $ends[0];
    $handle = new StreamPollHandle($closed);
    fclose($closed);
    check("$name, closed", outcome(fn () => (new Context())->add($handle, [Event::Read])), 'Io\Poll\InvalidHandleException(0): Invalid handle for polling');
}
check_within('states', count($states), 30, 99);
warned();
done();
?>
--EXPECT--
264 checks, all right
