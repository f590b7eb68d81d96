--TEST--
fclose: a blocking stream gets gathered bytes out, a non-blocking one tries once and warns
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// The peer reads late. A blocking close waits for it, at most two seconds; a non-blocking close never waits.
require __DIR__ . '/../inc/checks.inc';

/** A connection whose peer takes nothing until told; more is gathered than the kernel will take. */
function stuffed(): array
{
    $server = xsock_server('tcp://127.0.0.1:0', $code, $text, options: ['write_buffer' => 50000, 'so_sndbuf' => 5000]);
    $address = 'tcp://' . stream_socket_get_name($server, false);
    $peer = Peer::run(function (Peer $parent) use ($address) {
        $client = stream_socket_client($address, $c, $m, 10, STREAM_CLIENT_CONNECT);
        $parent->say();
        $parent->hear();
        usleep(50000); // close begins first
        return strlen(stream_get_contents($client));
    }, [$server]);
    $peer->hear();
    $conn = xsock_accept($server, 10);
    stream_set_blocking($conn, false);
    $sent = 0;
    do { // full is full only when it stays so: the kernel still makes room for a while
        $sent += $put = fwrite($conn, str_repeat('x', 1000));
        $w = [$conn];
    } while ($put === 1000 || stream_select($r, $w, $e, 0, 300000));
    stream_set_blocking($conn, true);
    return [$conn, $peer, $sent];
}

[$conn, $peer, $sent] = stuffed();
$peer->say();
check('blocking close', fclose($conn));
check('everything arrived', $peer->result(), $sent);

[$conn, $peer, $sent] = stuffed();
stream_set_blocking($conn, false);
check('non-blocking close comes back', xt_waited(2, fn () => fclose($conn)), 'at once');
check_has('and says what is lost', warned(), 'lost');
$peer->say();
$arrived = $peer->result();
check('some arrived, not all', $arrived > 0 && $arrived < $sent);

[$conn, $peer, $sent] = stuffed();
stream_set_timeout($conn, 0, 100000);
$seconds = xt_seconds(fn () => fclose($conn));
check_within('blocking close, peer takes nothing, timeout 0.1 s', $seconds, 0.09, 1.9);
check_has('says what is lost', warned(), 'lost');
$peer->say();
$peer->result();

[$conn, $peer, $sent] = stuffed();
stream_set_timeout($conn, 30);
$seconds = xt_seconds(fn () => fclose($conn));
check_within('blocking close with a long timeout gives up after 2 s', $seconds, 1.9, 20);
check_has('says what is lost there too', warned(), 'lost');
$peer->say();
$peer->result();
done();
?>
--EXPECT--
9 checks, all right
