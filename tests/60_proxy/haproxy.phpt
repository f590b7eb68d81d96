--TEST--
A real proxy in front: haproxy with send-proxy and send-proxy-v2-ssl, and passing TLS through
--EXTENSIONS--
xsock
openssl
--SKIPIF--
<?php
require __DIR__ . '/skip.inc';
needs_tls();
if (needs_run('haproxy -v', 'x') !== '') {
    die('skip needs haproxy');
}
?>
--FILE--
<?php
require __DIR__ . '/proxy.inc';
$certificate = certificate();
$dir = scratch();
$plain = proxied();
$tls = proxied('required', ['local_cert' => $certificate], 'tls://127.0.0.1:0');
[$plain_port, $tls_port] = [port_of($plain), port_of($tls)];
// haproxy takes listening sockets it inherits, so that no port has to be guessed.
$fronts = array_map(fn() => stream_socket_server('tcp://127.0.0.1:0'), [3 => 0, 4 => 0, 5 => 0]);
file_put_contents("$dir/haproxy.cfg", <<<CFG
    defaults
        mode tcp
        timeout connect 10s
        timeout client 30s
        timeout server 30s
    listen one
        bind fd@3
        server a 127.0.0.1:$plain_port send-proxy
    listen two
        bind fd@4 ssl crt $certificate alpn h2
        server a 127.0.0.1:$plain_port send-proxy-v2-ssl proxy-v2-options authority
    listen three
        bind fd@5
        server a 127.0.0.1:$tls_port send-proxy-v2 check inter 100 fall 1000

    CFG);
$haproxy = proc_open(['haproxy', '-db', '-f', "$dir/haproxy.cfg"], [['file', '/dev/null', 'r'],
    ['file', "$dir/log", 'w'], ['file', "$dir/log", 'a']] + $fronts, $pipes);

/** A client of one of the fronts: who it is, and what it read. */
function through($front, bool $tls): Peer
{
    $address = 'tcp://' . stream_socket_get_name($front, false);
    return Peer::run(function () use ($address, $tls) {
        $options = ['verify_peer' => false, 'verify_peer_name' => false, 'peer_name' => 'www.example.org',
            'alpn_protocols' => 'h2'];
        $client = stream_socket_client($address, context: stream_context_create(['ssl' => $options]));
        if ($tls && !stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT)) {
            return 'no handshake';
        }
        fwrite($client, "question\n");
        return [stream_socket_get_name($client, false), fgets($client)];
    });
}

foreach ([[$fronts[3], $plain, false], [$fronts[4], $plain, true], [$fronts[5], $tls, true]] as $i => [$front, $server, $secure]) {
    $peer = through($front, $secure);
    $connection = xsock_accept($server, 20, $name) ?: exit(file_get_contents("$dir/log"));
    check("$i: question", $connection ? fgets($connection) : false, "question\n");
    fwrite($connection, "answer\n");
    check("$i: client", $peer->result(), [$name, "answer\n"]);
    $proxy = xsock_info($connection)['proxy'];
    check("$i: proxy", [$proxy['version'], $proxy['source'], $proxy['destination'], $proxy['proxy'] !== $name],
        [$i ? 2 : 1, $name, stream_socket_get_name($front, false), true]);
    if ($i === 1) {
        check('authority', $proxy['authority'] ?? null, 'www.example.org');
        check('ssl', [$proxy['ssl']['tls'], $proxy['ssl']['certificate'], $proxy['ssl']['version']], [true, false, 'TLSv1.3']);
    }
}
proc_terminate($haproxy);
proc_close($haproxy);
done();
?>
--EXPECT--
11 checks, all right
