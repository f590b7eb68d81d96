--TEST--
replace_transports: clients written the way ReactPHP and Amp connect, resolve names and turn TLS on
--EXTENSIONS--
openssl
pcntl
sockets
xsock
--INI--
xsock.replace_transports=1
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Connecting without waiting, the result asked of the stream's name and of SO_ERROR; queries over udp; options set on the connected
// stream before enable_crypto. Each expectation is what core does.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server');

function writable($stream): bool
{
    $write = $except = [$stream];
    $none = null;
    return stream_select($none, $write, $except, 10) > 0;
}

// TcpConnector: timeout 0, both flags, a context with bindto and tcp_nodelay; writable means done, a peer name means connected.
$server = stream_socket_server('tcp://127.0.0.1:0');
$context = stream_context_create(['socket' => ['bindto' => '127.0.0.1:0', 'tcp_nodelay' => true], 'ssl' => ['SNI_enabled' => true, 'peer_name' => 'localhost']]);
$flags = STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT;
$client = @stream_socket_client('tcp://' . stream_socket_get_name($server, false), $code, $text, 0, $flags, $context);
stream_set_blocking($client, false);
check('connected', [writable($client), stream_socket_get_name($client, true)], [true, stream_socket_get_name($server, false)]);
check('no error', socket_get_option(socket_import_stream($client), SOL_SOCKET, SO_ERROR), 0);
$conn = stream_socket_accept($server, 10);
check('from there', stream_socket_get_name($conn, true), stream_socket_get_name($client, false));

// Duplex streams: no buffers, stream_get_contents() takes what is there, an end is "" and feof.
stream_set_read_buffer($client, 0);
stream_set_write_buffer($client, 0);
check('nothing yet', [stream_get_contents($client, 65536), feof($client)], ['', false]);
fwrite($conn, str_repeat('x', 30000));
for ($got = ''; strlen($got) < 30000 && readable($client);) {
    $got .= stream_get_contents($client, 65536);
}
check('all of it', strlen($got), 30000);
check('shut down', stream_socket_shutdown($conn, STREAM_SHUT_RDWR));
check('the end', [readable($client), stream_get_contents($client, 65536), feof($client)], [true, '', true]);
check('a write to it', [fwrite($client, 'x') !== 0, is_resource($client)], [true, true]);
warned();

// Refused: writable, no peer name, and the reason in SO_ERROR, or to be had by a write.
fclose($server);
$closed = stream_socket_get_name($taken = stream_socket_server('tcp://127.0.0.1:0'), false);
fclose($taken);
$client = @stream_socket_client("tcp://$closed", $code, $text, 0, $flags);
if ($client) { // on loopback the kernel may say it at once
    stream_set_blocking($client, false);
    writable($client);
    check('refused', [stream_socket_get_name($client, true), socket_get_option(socket_import_stream($client), SOL_SOCKET, SO_ERROR)], [false, SOCKET_ECONNREFUSED]);
} else {
    check('refused at once', [$code, $text], [SOCKET_ECONNREFUSED, 'Connection refused']);
}
check('silent', warned(), '');
$dir = scratch();
$server = stream_socket_server("unix://$dir/s");
$client = @stream_socket_client("unix://$dir/s", $code, $text, 1.0);
check('unix', [is_resource($client), stream_socket_get_name($client, true)], [true, "$dir/s"]);

// Amp's resolver connects with ASYNC_CONNECT alone, ReactPHP's with a timeout of 0; both read datagrams without waiting.
$server = stream_socket_server('udp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND);
$at = 'udp://' . stream_socket_get_name($server, false);
foreach (['React' => fn () => @stream_socket_client($at, $code, $text, 0), 'Amp' => fn () => stream_socket_client($at, $code, $text, flags: STREAM_CLIENT_ASYNC_CONNECT)] as $who => $open) {
    $client = $open();
    stream_set_blocking($client, false);
    check("$who asks", [writable($client), fwrite($client, 'query')], [true, 5]);
    check("$who is heard", [readable($server), stream_socket_recvfrom($server, 512, 0, $from)], [true, 'query']);
    check("$who is answered", [stream_socket_sendto($server, 'answer', 0, $from), readable($client), fread($client, 512), feof($client)], [6, true, 'answer', false]);
    check("$who: nothing more", [fread($client, 512), feof($client)], ['', false]);
}

// Amp: all ssl options of server and client set on the stream when it is connected, the method taken from crypto_method.
$server = stream_socket_server('tcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, stream_context_create());
$client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), flags: $flags, context: stream_context_create());
$conn = stream_socket_accept($server, 10);
$set = PHP_VERSION_ID >= 80300 ? 'stream_context_set_options' : 'stream_context_set_option';
$common = ['verify_depth' => 10, 'ciphers' => OPENSSL_DEFAULT_STREAM_CIPHERS, 'capture_peer_cert' => true, 'capture_peer_chain' => true, 'security_level' => 2];
$set($conn, ['ssl' => $common + ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_SERVER | STREAM_CRYPTO_METHOD_TLSv1_3_SERVER, 'verify_peer' => false,
    'verify_peer_name' => false, 'honor_cipher_order' => true, 'single_dh_use' => true, 'no_ticket' => true, 'alpn_protocols' => 'h2,http/1.1',
    'SNI_server_certs' => ['localhost' => ['local_cert' => $file, 'local_pk' => $file]]]]);
$set($client, ['ssl' => $common + ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT | STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT, 'peer_name' => 'localhost',
    'verify_peer' => true, 'verify_peer_name' => true, 'cafile' => $certs->ca, 'alpn_protocols' => 'http/1.1']]);
stream_set_blocking($conn, false);
stream_set_blocking($client, false);
$results = [0, 0];
for ($until = hrtime(true) + 20e9; in_array(0, $results, true) && hrtime(true) < $until;) {
    $results[0] = $results[0] === 0 ? stream_socket_enable_crypto($client, enable: true) : $results[0];
    $results[1] = $results[1] === 0 ? stream_socket_enable_crypto($conn, enable: true) : $results[1];
}
check('both are up', $results, [true, true]);
$crypto = stream_get_meta_data($client)['crypto'];
// ALPN beside SNI_server_certs: on core no protocol is agreed on then.
check('protocol, version', [$crypto['alpn_protocol'], $crypto['protocol'], stream_get_meta_data($conn)['crypto']['alpn_protocol']], ['http/1.1', 'TLSv1.3', 'http/1.1']);
check('captured', openssl_x509_parse(stream_context_get_options($client)['ssl']['peer_certificate'])['subject']['CN'], 'server');
fwrite($conn, 'secret');
for ($got = ''; $got === '' && readable($client);) { // session tickets make it readable, too
    $got = fread($client, 8192);
}
check('through it', $got, 'secret');
check('nothing buffered', [stream_get_meta_data($client)['unread_bytes'], fread($client, 8192), feof($client)], [0, '', false]);
check('off again', @stream_socket_enable_crypto($client, enable: false), false); // as core says always
check('warned', warned(), '');
done();
?>
--EXPECT--
26 checks, all right
