--TEST--
Option tls: accept hands out TLS connections on unix sockets and adopted descriptors, too; clients likewise
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl', 'curl'); ?>
--FILE--
<?php
// tls:// is TCP. A service manager's socket and a unix path had to call enable_crypto and wait for each client by themselves.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$file = $certs->make('server');
$path = scratch() . '/s.sock';
$tls = ['tls' => true, 'local_cert' => $file];
$trust = ['tls' => true, 'cafile' => $certs->ca, 'peer_name' => 'localhost'];

foreach (["unix://$path", 'unix://@xsock-tls-' . getmypid(), 'tcp://127.0.0.1:0'] as $address) {
    $kind = strtok($address, ':');
    $server = xsock_server($address, $code, $text, options: $tls + ($kind === 'unix' ? ['unix_unlink' => true] : []));
    $name = "$kind://" . stream_socket_get_name($server, false);
    $info = xsock_info($server);
    check("$kind info", [$info['transport'], $info['options']['tls'], $info['setting_up'], $info['tls']['certificate_expires'] > time()], [$kind, true, 0, true]);

    // One that says nothing delays nobody; one that speaks plain text is counted.
    $silent = stream_socket_client($name === "unix://$path" || $kind === 'tcp' ? $name : "unix://\0" . substr($name, 8));
    $peer = Peer::run(function () use ($name, $trust) {
        $client = xsock_client($name, options: $trust);
        fwrite($client, "request\n");
        return [fgets($client), fgets($client), feof($client), xsock_info($client)['tls']['peer_subject'], stream_get_meta_data($client)['crypto']['close_notify']];
    }, [$server]);
    $conn = xsock_accept($server, 20);
    check("$kind handshake is done", stream_get_meta_data($conn)['crypto']['protocol'], 'TLSv1.3');
    check("$kind tls in info", xsock_info($conn)['tls']['version'], 'TLSv1.3');
    check("$kind reads", fgets($conn), "request\n");
    fwrite($conn, "answer\n");
    fclose($conn);
    check("$kind client", $peer->result(), ["answer\n", false, true, 'CN=server', true]);
    check("$kind the silent one", xsock_info($server)['setting_up'], 1);
    fwrite($silent, "GET / HTTP/1.0\r\n\r\n");
    xsock_accept($server, 0.5);
    check_has("$kind plain text", xsock_info($server)['last_setup_error'], 'http request');
    check("$kind counted", xsock_info($server)['setup_failed'], 1);
    // A name a client cannot know is asked for.
    if ($kind === 'unix') {
        check('nothing to verify', @xsock_client($name, $code, $text, 5, options: ['peer_name' => null] + $trust), false);
        check_has('nothing to verify: says', $text, 'peer_name');
        warned();
    }
    unset($silent, $conn, $server);
}

// Other programs on a unix path; select wakes for them; PHP's own functions, the option in the context's group socket.
$context = stream_context_create(['socket' => ['tls' => true], 'ssl' => ['local_cert' => $file]]);
$server = stream_socket_server("xunix://$path", $code, $text, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, $context);
$ends = [
    program(['openssl', 's_client', '-unix', $path, '-CAfile', $certs->ca, '-quiet', '-verify_quiet', '-verify_return_error'], "GET / HTTP/1.0\r\n\r\n"),
    program(['curl', '-sS', '--unix-socket', $path, '--cacert', $certs->ca, 'https://localhost/']),
];
for ($served = 0; $served < 2 && readable($server); ) {
    if (!$conn = xsock_accept($server, 0)) {
        continue;
    }
    check("program $served", str_starts_with((string) fgets($conn), 'GET / HTTP/1.'));
    while (trim((string) fgets($conn)) !== '') {
    }
    fwrite($conn, "HTTP/1.0 200 OK\r\n\r\nover a path\n");
    fclose($conn);
    $served++;
}
foreach ($ends as $i => $end) {
    check_has("program $i got it", ended($end), "over a path\n");
}
$peer = Peer::run(function () use ($path, $certs) {
    $context = stream_context_create(['socket' => ['tls' => true], 'ssl' => ['cafile' => $certs->ca, 'peer_name' => 'localhost']]);
    return fgets(stream_socket_client("xunix://$path", $code, $text, 5, STREAM_CLIENT_CONNECT, $context));
}, [$server]);
$conn = stream_socket_accept($server, 10);
fwrite($conn, "from stream_socket_accept\n");
check('stream_socket_client', $peer->result(), "from stream_socket_accept\n");
fclose($server);
unlink($path);

// A service manager's sockets, as fd://3 of a new process.
foreach (['tcp' => stream_socket_server('tcp://127.0.0.1:0'), 'unix' => stream_socket_server("unix://$path")] as $kind => $listener) {
    $peer = Peer::run(function () use ($kind, $listener, $trust) {
        $client = xsock_client("$kind://" . stream_socket_get_name($listener, false), options: $trust);
        fwrite($client, "to fd 3\n");
        return fgets($client);
    });
    echo run_php('require "' . __DIR__ . '/../inc/tls.inc";
        $bad = @xsock_server("fd://3", $code, $text, options: ["tls" => true, "local_cert" => "/nowhere"]);
        check_has("checked at open", $bad === false ? $text : "", "local_cert /nowhere");
        warned();
        $server = xsock_server("fd://3", $code, $text, options: ["tls" => true, "local_cert" => "' . $file . '"]);
        check("kind", xsock_info($server)["transport"], "' . $kind . '");
        $conn = xsock_accept($server, 20);
        check("request", fgets($conn), "to fd 3\n");
        fwrite($conn, "from fd 3\n");
        done();', fds: [3 => $listener]);
    check("$kind adopted", $peer->result(), "from fd 3\n");
}
// A connection somebody else made.
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file]);
$peer = Peer::run(function () use ($server) {
    $conn = xsock_accept($server, 20);
    fwrite($conn, fgets($conn));
});
echo run_php('
    $client = xsock_client("fd://3", $code, $text, 10, options: ' . var_export($trust, true) . ');
    fwrite($client, "adopted client\n");
    check("echo", fgets($client), "adopted client\n");
    done();', fds: [3 => client_of($server)]);
$peer->result();

// What does not go together.
check('tls:// without TLS', @xsock_server('tls://127.0.0.1:0', $code, $text, options: ['local_cert' => $file, 'tls' => false]), false);
check_has('tls:// without TLS: says', $text, 'option tls is off');
warned();
check_throws('datagrams', ValueError::class, fn () => xsock_server('udp://127.0.0.1:0', options: ['tls' => true]), 'tls', 'udp');
check('off is plain', array_key_exists('setting_up', xsock_info(xsock_server('tcp://127.0.0.1:0', options: ['tls' => false]))), false);
done();
?>
--EXPECT--
3 checks, all right
3 checks, all right
1 checks, all right
40 checks, all right
