--TEST--
examples/slow_worker.php: a sender is done while the server stands still, because so_rcvbuf holds it all
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('socat', 'bash');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

/** Sends 4,000 records of 75 bytes while the server is stopped, keeping next to nothing in its own send buffer. */
function send(Example $example): void
{
    $example->signal(SIGSTOP);
    $client = xsock_client($example->address, so_sndbuf: 4608);
    stream_set_timeout($client, 1);
    $sent = @fwrite($client, str_repeat(str_repeat('r', 74) . "\n", 4000));
    echo $sent === 300000 ? 'sent all' : 'had to wait', "\n";

    $example->signal(SIGCONT);
    stream_set_timeout($client, PATIENCE);
    stream_socket_shutdown($client, STREAM_SHUT_WR);
    if ($sent === 300000) {
        echo fgets($client);
    }
}

// 208 KiB is what Linux allows everybody (net.core.rmem_max); it doubles that for its book-keeping.
$example = new Example('slow_worker.php', 'tcp://127.0.0.1:0', '212992');
send($example);
echo client('bash', '-c', 'seq 1000 | socat -t 30 - "TCP:$0"', host_and_port($example->address));
echo $example->end();

// The same with a small buffer: the sender is held up.
$example = new Example('slow_worker.php', 'tcp://127.0.0.1:0', '8192');
send($example);
echo $example->end();
?>
--EXPECT--
sent all
4000 records, 300000 bytes
1000 records, 3893 bytes
exit 0
had to wait
exit 0
