--TEST--
TLS 1.3: a peer that asks for new keys again and again and never reads the answers is cut off; one that reads is served
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
// Each request for a key update is answered within the read that finds it. The answers of a peer that does not take them were kept
// without bounds, a byte of memory for each byte it sent; and while it went on asking, no read came to an end.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();

/* openssl s_client behind a proxy that sends on what the client says, and what the server says only when $answers. */
function updates($server, int $times, bool $answers): Peer
{
    $name = stream_socket_get_name($server, false);
    return Peer::run(function (Peer $parent) use ($name, $times, $answers) {
        $proxy = stream_socket_server('tcp://127.0.0.1:0');
        $client = program(['openssl', 's_client', '-connect', stream_socket_get_name($proxy, false), '-tls1_3'], '', true);
        $near = stream_socket_accept($proxy, 20);
        $far = xsock_client("tcp://$name", so_rcvbuf: 4096);
        stream_set_blocking($client[1], false);
        $begun = false; // both ways, until the server has said something
        $sent = 0;
        $due = false;
        for ($until = hrtime(true) + 40e9; $sent < $times && hrtime(true) < $until;) {
            if ($begun && !$due) {
                fwrite($client[2], "K\n");
                $due = true;
            }
            $read = !$begun || $answers ? [$near, $far, $client[1]] : [$near, $client[1]];
            stream_select($read, $write, $except, 1);
            foreach ($read as $end) {
                $part = fread($end, 65536);
                if ($end === $client[1]) {
                    if (!$begun && str_contains($part, "hello\n")) {
                        $begun = true;
                        $parent->say();
                    }
                } elseif ((string) $part === '' || @fwrite($end === $near ? $far : $near, $part) === false) {
                    break 2; // the server has had enough
                } elseif ($begun && $end === $near) {
                    $sent++;
                    $due = false;
                }
            }
        }
        if (!$answers) {
            $parent->hear(); // the connection stays until the server has seen its end
        }
        proc_terminate($client[0]);
        return $sent;
    }, [$server]);
}

foreach ([[500, true], [5000, false]] as [$times, $answers]) {
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server(), 'so_sndbuf' => 4096]);
    $peer = updates($server, $times, $answers);
    $conn = xsock_accept($server, 20);
    fwrite($conn, "hello\n");
    $peer->hear();
    if (!$answers) { // nothing it writes is taken; some of it waits, encrypted
        stream_set_blocking($conn, false);
        for ($until = hrtime(true) + 5e9; fwrite($conn, bulk(100000)) && hrtime(true) < $until;) {
        }
        stream_set_blocking($conn, true);
    }
    stream_set_timeout($conn, 40);
    check("$times: nothing to read", (string) fread($conn, 100), '');
    check("$times: the end", [feof($conn), stream_get_meta_data($conn)['timed_out']], [true, false]);
    if ($answers) {
        check("$times: served", $peer->result(), $times);
    } else {
        $peer->say();
        check_within("$times: cut off", $peer->result(), 500, $times);
    }
    fclose($conn);
}
done();
?>
--EXPECT--
6 checks, all right
