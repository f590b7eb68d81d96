--TEST--
A tls:// listener and every client there is, TLS 1.2 and 1.3: data both ways, 1 MB both ways
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl', 'curl', 'gnutls-cli'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$files = ['ec' => $certs->make('ec'), 'rsa' => $certs->make('rsa', how: ['key' => 'rsa'])];
const VERSIONS = ['1.2' => ['-tls1_2', '1.2', '+VERS-TLS1.2', 5], '1.3' => ['-tls1_3', '1.3', '+VERS-TLS1.3', 6]];

/* A client: a megabyte there and back; what came back, and the protocol. */
function megabyte($client): array
{
    $text = bulk(1 << 20);
    fwrite($client, strlen($text) . "\n$text");
    $back = stream_get_contents($client, strlen($text));
    return [md5((string) $back) === md5($text), stream_get_meta_data($client)['crypto']['protocol'] ?? ''];
}

/* The server's part of it. */
function echo_megabyte($conn): bool
{
    $length = (int) fgets($conn);
    $text = stream_get_contents($conn, $length);
    return fwrite($conn, $text) === $length && md5($text) === md5(bulk($length));
}

foreach ($files as $kind => $file) {
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file]);
    $port = port_of($server);
    foreach (VERSIONS as $version => [$openssl, $curl, $gnutls, $bit]) {
        $what = "$kind $version";

        $end = program(['openssl', 's_client', '-connect', "127.0.0.1:$port", '-servername', 'localhost', $openssl,
            '-CAfile', $certs->ca, '-verify_return_error', '-quiet', '-no_ign_eof'], "to the server\n", true);
        $conn = xsock_accept($server, 20, $peer);
        check("$what openssl reads", fgets($conn), "to the server\n");
        check("$what openssl peer name", $peer, stream_socket_get_name($conn, true));
        fwrite($conn, "to the client\n");
        fclose($conn);
        check_has("$what openssl got it", ended($end), 'to the client');

        $end = program(['curl', '-sS', '--max-time', '30', '--cacert', $certs->ca, "--tlsv$version", '--tls-max', $curl,
            '--noproxy', '*', '--resolve', "localhost:$port:127.0.0.1", '-d', str_repeat('x', 50000),
            "https://localhost:$port/path"]);
        $conn = xsock_accept($server, 20);
        check("$what curl request", rtrim(fgets($conn)), 'POST /path HTTP/1.1');
        while (($line = rtrim(fgets($conn))) !== '') {
            if (stripos($line, 'Expect:') === 0) {
                fwrite($conn, "HTTP/1.1 100 Continue\r\n\r\n");
            }
        }
        check("$what curl body", stream_get_contents($conn, 50000) === str_repeat('x', 50000));
        check("$what protocol", stream_get_meta_data($conn)['crypto']['protocol'], "TLSv$version");
        fwrite($conn, "HTTP/1.1 200 OK\r\nContent-Length: 300000\r\n\r\n" . bulk(300000));
        fclose($conn);
        check("$what curl answer", ended($end) === bulk(300000));

        $end = program(['gnutls-cli', '--x509cafile', $certs->ca, '--sni-hostname=localhost', '--verify-hostname=localhost',
            '--priority', "NORMAL:-VERS-ALL:$gnutls", '-p', $port, '127.0.0.1'], "to the server\n", true);
        $conn = xsock_accept($server, 20);
        check("$what gnutls reads", $conn ? fgets($conn) : $conn, "to the server\n");
        fwrite($conn, "to the client\n");
        fclose($conn);
        fclose($end[2]);
        check_has("$what gnutls got it", ended($end), 'to the client', 'Handshake was completed', "TLS$version");

        foreach (['core', 'xsock'] as $whose) {
            $peer = Peer::run(function () use ($whose, $port, $certs, $bit) {
                $context = trusting($certs, ['crypto_method' => 1 << $bit | 1]);
                return megabyte($whose === 'core'
                    ? stream_socket_client("ssl://127.0.0.1:$port", $code, $text, 20, STREAM_CLIENT_CONNECT, $context)
                    : xsock_client("tls://127.0.0.1:$port", $code, $text, 20, STREAM_CLIENT_CONNECT, $context));
            }, [$server]);
            $conn = xsock_accept($server, 20);
            check("$what $whose 1 MB in", echo_megabyte($conn));
            check("$what $whose at its end", fgets($conn), false);
            check("$what $whose feof", feof($conn));
            check("$what $whose close_notify", stream_get_meta_data($conn)['crypto']['close_notify'], true);
            check("$what $whose 1 MB back", $peer->result(), [true, "TLSv$version"]);
        }
    }
    $info = xsock_info($server);
    check("$kind counters", [$info['accepted'], $info['setup_failed'], $info['setting_up']], [10, 0, 0]);
}
done();
?>
--EXPECT--
78 checks, all right
