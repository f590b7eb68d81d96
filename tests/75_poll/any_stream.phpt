--TEST--
Io\Poll: any stream can be watched
--EXTENSIONS--
xsock
--FILE--
<?php
// Pipes, programs, datagrams, listeners, streams with filters: one context for all of them.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    $context = $make();
    $tcp = xsock_server('tcp://127.0.0.1:0');
    $unix = xsock_server('unix://' . scratch() . '/a.sock');
    $udp = xsock_server('udp://127.0.0.1:0');
    $core = stream_socket_server('tcp://127.0.0.1:0');
    $coreUdp = stream_socket_server('udp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND);
    foreach (compact('tcp', 'unix', 'udp', 'core', 'coreUdp') as $name => $stream) {
        watch($context, $stream, Event::Read, $name);
    }
    check("$backend: all idle", ready($context), '');
    $clients = [client_of($tcp), client_of($unix, 'unix'), client_of($core)];
    foreach ([$udp, $coreUdp] as $server) {
        fwrite($clients[] = client_of($server, 'udp'), 'x');
    }
    check("$backend: all ready", ready($context), 'core=Read, coreUdp=Read, tcp=Read, udp=Read, unix=Read');
    xsock_accept($tcp);
    xsock_accept($unix);
    stream_socket_accept($core);
    fread($udp, 10);
    fread($coreUdp, 10);
    check("$backend: all served", ready($context), '');

    $process = proc_open('cat', [['pipe', 'r'], ['pipe', 'w']], $pipes);
    watch($context, $pipes[0], Event::Write, 'in');
    watch($context, $pipes[1], Event::Read, 'out');
    check("$backend: a program can be written to", ready($context), 'in=Write');
    fwrite($pipes[0], 'text');
    fclose($pipes[0]);
    check_has("$backend: it answers", ready($context, 10000), 'out=Read');
    check("$backend: with", stream_get_contents($pipes[1]), 'text');
    check("$backend: it ends", ready($context, 10000), $backend === 'Kqueue' ? 'out=Read|HangUp' : 'out=HangUp');
    fclose($pipes[1]);
    proc_close($process);

    [$a, $b] = core_pair();
    stream_set_blocking($a, false);
    stream_filter_append($a, 'string.toupper', STREAM_FILTER_READ);
    watch($context, $a, Event::Read, 'filtered');
    fwrite($b, "text\n");
    check("$backend: filtered", [ready($context), fgets($a), ready($context)], ['filtered=Read', "TEXT\n", '']);
}
done();
?>
--EXPECT--
16 checks, all right
