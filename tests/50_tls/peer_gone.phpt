--TEST--
TLS: what a peer sent before it was gone can be read after a write has failed; a write of which nothing was sent is false at once
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// A client sends its last words and is gone, and its server finds out by writing to it. The words are here already: without TLS,
// and on core's TLS, they can be read. Here a failed write ended reading as well, and the words were lost; and that write said
// it had written all but one byte.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$words = bulk(50000);
foreach (['tcp', 'tls', 'tls non-blocking'] as $how) {
    $scheme = substr($how, 0, 3);
    $server = xsock_server("$scheme://127.0.0.1:0", options: ['local_cert' => $certs->server()]);
    $name = stream_socket_get_name($server, false);
    $peer = Peer::run(function (Peer $parent) use ($scheme, $name, $certs, $words) {
        $client = stream_socket_client("$scheme://$name", context: trusting($certs));
        fgets($client);
        fwrite($client, $words);
        $parent->say();
        $parent->hear(); // something unread may be there: it ends without a word
        return true;
    }, [$server]);
    $conn = xsock_accept($server, 20);
    fwrite($conn, "go\n");
    $peer->hear();
    $got = fread($conn, 100);
    stream_set_blocking($conn, $how !== 'tls non-blocking');
    fwrite($conn, "never read\n");
    $peer->say();
    $peer->result();
    for ($until = hrtime(true) + 10e9; ($wrote = fwrite($conn, 'more')) === 4 && hrtime(true) < $until;) {
        usleep(1000); // until the reset is here
    }
    check("$how: writing fails, all of it", [$wrote, fwrite($conn, 'x')], [false, false]);
    check_has("$how: says why", warned(), 'send of ', 'errno');
    check("$how: no end yet", feof($conn), false);
    while (($part = fread($conn, 8192)) !== false && $part !== '') {
        $got .= $part;
    }
    check("$how: all that came", strlen($got), strlen($words));
    check("$how: the words", $got === $words);
    check("$how: then the end", feof($conn));
    check("$how: still no writing", fwrite($conn, 'x'), false);
    warned();
    fclose($conn);
}
done();
?>
--EXPECT--
21 checks, all right
