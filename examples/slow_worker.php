<?php
/*
 * Records come in bursts, each takes its time, and the senders shall not wait for us: the kernel keeps what we have not
 * read yet, so_rcvbuf says how much of it. A sender is off as soon as the kernel has everything.
 *
 *     php slow_worker.php [address] [so_rcvbuf]    then:  seq 10000 | socat -t 60 - TCP:127.0.0.1:8000
 */
$address = $argv[1] ?? 'tcp://127.0.0.1:8000';
$so_rcvbuf = (int) ($argv[2] ?? 1 << 20);

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

// so_rcvbuf is set before listen(): a connection's window scale is fixed by its first packet, and connections are
// made while we are still working. Left alone, the kernel starts small (128 KiB on Linux) and grows the buffer only for
// programs that read quickly. read_buffer is another thing: what PHP takes out of the kernel at a time.
$server = @xsock_server($address, $code, $message, so_rcvbuf: $so_rcvbuf, read_buffer: 16384);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
// The kernel's answer: Linux caps the value (sysctl net.core.rmem_max), then doubles it for its own book-keeping.
fwrite(STDOUT, 'listening on tcp://' . stream_socket_get_name($server, false)
    . ' with so_rcvbuf ' . xsock_get_option($server, 'so_rcvbuf') . "\n");

while ($running) {
    $client = xsock_accept($server, 1.0);
    if (!$client) {
        continue;
    }
    stream_set_timeout($client, 10);
    $records = $bytes = 0;
    while ($running && ($record = fgets($client)) !== false) {
        usleep(100);                    // the work
        $records++;
        $bytes += strlen($record);
    }
    @fwrite($client, "$records records, $bytes bytes\n");       // @: who does not wait for it need not hear it
    fclose($client);
}
fclose($server);
