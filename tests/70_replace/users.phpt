--TEST--
replace_transports: fsockopen, pfsockopen, http, https and ftp, ext/sockets, proc_open, php://fd, select work as on core's streams
--EXTENSIONS--
openssl
pcntl
sockets
xsock
--INI--
xsock.replace_transports=1
allow_url_fopen=1
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Everything in PHP that opens a socket goes through the table of transports, and some of it writes into the stream's data.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server');

/* Answers $n requests with what was asked for; the first line and the Host header. */
function http(int $n, $server): array
{
    return [$server, Peer::run(function () use ($n, $server) {
        for ($i = 0; $i < $n; $i++) {
            $conn = stream_socket_accept($server, 20);
            $request = '';
            while ($conn && !str_contains($request, "\r\n\r\n") && ($line = fgets($conn)) !== false) {
                $request .= $line;
            }
            if ($conn) {
                preg_match('~^(\S+ \S+).*\r\nHost: (\S+)~s', $request, $m);
                $length = preg_match('~Content-Length: (\d+)~i', $request, $l) ? (int) $l[1] : 0;
                $body = "$m[1] " . strlen($length ? stream_get_contents($conn, $length) : '');
                fwrite($conn, "HTTP/1.1 200 OK\r\nContent-Length: " . strlen($body) . "\r\nConnection: close\r\n\r\n$body");
                fclose($conn);
            }
        }
    })];
}
$ends = fn ($m) => stream_get_meta_data($m);

// fsockopen and pfsockopen: the same key gives the same connection while it lives.
$server = stream_socket_server('tcp://127.0.0.1:0');
$port = port_of($server);
$plain = fsockopen('127.0.0.1', $port, $code, $text, 10);
check('fsockopen', [is_resource($plain), $code, $text], [true, 0, '']);
check('its type', $ends($plain)['stream_type'], 'tcp_socket/ssl');
$conn = stream_socket_accept($server, 10);
fwrite($conn, "hello\n");
check('through it', fgets($plain), "hello\n");
$first = pfsockopen('tcp://127.0.0.1', $port, $code, $text, 10);
$kept = stream_socket_accept($server, 10);
$name = stream_socket_get_name($first, false);
$again = pfsockopen('tcp://127.0.0.1', $port, $code, $text, 10);
check('pfsockopen finds it again', stream_socket_get_name($again, false), $name);
fwrite($kept, "kept\n");
check('and it works', fgets($again), "kept\n");
fclose($kept);
readable($again);
$new = pfsockopen('tcp://127.0.0.1', $port, $code, $text, 10);
check('a dead one is not given out', stream_socket_get_name($new, false) !== $name);
fclose($new);
check('refused', [fsockopen('127.0.0.1', 1, $code, $text, 5), $code, $text], [false, SOCKET_ECONNREFUSED, 'Connection refused']);
check('core\'s words', warned(), 'fsockopen(): Unable to connect to 127.0.0.1:1 (Connection refused)');

// http:// with a context, as SoapClient and many others use it; bindto is the example of the manual.
[$server, $peer] = http(3, stream_socket_server('tcp://127.0.0.1:0', $code, $text, 12, stream_context_create(['socket' => ['backlog' => 5]])));
$at = 'http://127.0.0.1:' . port_of($server);
check('http', file_get_contents("$at/one"), 'GET /one 0');
$context = stream_context_create(['http' => ['method' => 'POST', 'content' => str_repeat('x', 5000), 'header' => 'Content-Type: text/plain', 'timeout' => 10],
    'socket' => ['bindto' => '127.0.0.1:0', 'tcp_nodelay' => true]]);
check('http with a context', file_get_contents("$at/two", false, $context), 'POST /two 5000');
$stream = fopen("$at/three", 'r');
check('http as a stream', [stream_get_contents($stream), feof($stream), str_contains($ends($stream)['wrapper_data'][0], '200')], ['GET /three 0', true, true]);
fclose($stream);
check('served', $peer->result(), null);

// https://: verified by default, refused without the authority.
[$server, $peer] = http(2, stream_socket_server('ssl://127.0.0.1:0', $code, $text, 12, ssl(['local_cert' => $file])));
$at = 'https://127.0.0.1:' . port_of($server);
check('https', file_get_contents("$at/x", false, ssl(['cafile' => $certs->ca])), 'GET /x 0');
check('no errors', warned(), '');
check('unknown authority', @file_get_contents("$at/x"), false);
$peer->result();
warned();

// ftp://, with its two connections.
$server = stream_socket_server('tcp://127.0.0.1:0');
$peer = Peer::run(function () use ($server) {
    $conn = stream_socket_accept($server, 20);
    $data = null;
    fwrite($conn, "220 hello\r\n");
    while (($line = fgets($conn)) !== false) {
        $command = strtok(trim($line), ' ');
        if ($command === 'EPSV' || $command === 'PASV') {
            $data = stream_socket_server('tcp://127.0.0.1:0');
            $port = port_of($data);
            fwrite($conn, $command === 'EPSV' ? "229 ok (|||$port|)\r\n" : sprintf("227 ok (127,0,0,1,%d,%d)\r\n", $port >> 8, $port & 255));
        } elseif ($command === 'RETR') {
            fwrite($conn, "150 here it comes\r\n");
            $to = stream_socket_accept($data, 10);
            fwrite($to, str_repeat('0123456789', 3000));
            fclose($to);
            fwrite($conn, "226 done\r\n");
        } else {
            fwrite($conn, match ($command) { 'USER' => '331 password?', 'PASS' => '230 come in', 'TYPE' => '200 binary', 'SIZE' => '213 30000', 'QUIT' => '221 bye', default => '502 no' } . "\r\n");
        }
    }
});
check('ftp', md5(file_get_contents('ftp://127.0.0.1:' . port_of($server) . '/file')), md5(str_repeat('0123456789', 3000)));
$peer->result();

// ext/sockets: in both directions; the mode goes along.
$server = stream_socket_server('tcp://127.0.0.1:0');
$client = client_of($server);
$conn = stream_socket_accept($server, 10);
stream_set_blocking($conn, false);
$socket = socket_import_stream($conn);
check('imported', [socket_write($socket, "raw\n"), fgets($client)], [4, "raw\n"]);
check('imported: not blocking', @socket_read($socket, 10), false);
$unix = PHP_VERSION_ID < 80200 ? 'tcp_socket/ssl' : 'unix_socket'; // PHP 8.1 asks for tcp, whatever the family
foreach ([AF_INET => ['127.0.0.1', 'tcp_socket/ssl'], AF_UNIX => [scratch() . '/s', $unix]] as $family => [$address, $type]) {
    $listening = socket_create($family, SOCK_STREAM, 0);
    socket_bind($listening, $address) && socket_listen($listening);
    $exported = socket_export_stream($listening);
    check("exported $type", $ends($exported)['stream_type'], $type);
    $name = stream_socket_get_name($exported, false);
    $client = stream_socket_client(($family === AF_INET ? 'tcp://' : 'unix://') . $name, $code, $text, 5);
    $conn = stream_socket_accept($exported, 5);
    check("exported $type accepts", is_resource($conn));
    fwrite($client, "over $type\n");
    check("$type read", fgets($conn), "over $type\n");
    check("$type nobody more", @stream_socket_accept($exported, 0), false);
}
warned();
socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $pair);
socket_set_nonblock($pair[0]);
$exported = socket_export_stream($pair[0]);
check('a pair exported', [$ends($exported)['blocked'], fread($exported, 10)], [false, '']);
socket_write($pair[1], 'x');
check('a pair read', [readable($exported), fread($exported, 10)], [true, 'x']);
// A bound socket that ext/sockets makes listen.
$bound = stream_socket_server('tcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND);
socket_listen(socket_import_stream($bound), 3);
$client = client_of($bound);
check('made to listen', is_resource(stream_socket_accept($bound, 5)));

// A child writes to a connection; a descriptor by number; two ends of core's making in one select with ours.
$server = stream_socket_server('tcp://127.0.0.1:0');
$client = client_of($server);
$conn = stream_socket_accept($server, 10);
$process = proc_open(['echo', 'from a child'], [0 => ['file', '/dev/null', 'r'], 1 => $conn], $pipes);
proc_close($process);
check('proc_open', fgets($client), "from a child\n");
$number = fopen('php://fd/' . xt_fd($conn), 'r+');
fwrite($number, "by number\n");
check('php://fd', fgets($client), "by number\n");
[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
fwrite($a, 'x');
fwrite($client, "y\nz\n");
$read = [$b, $conn, $server];
$write = [$client];
$except = null;
check('select', [stream_select($read, $write, $except, 5), count($read), count($write)], [3, 2, 1]);
check('a line', fgets($conn), "y\n");
$read = [$conn, $server];
$write = null;
check('select with a buffered line', [stream_select($read, $write, $except, 5), $read === [$conn]], [1, true]);
check('warned', warned(), '');
done();
?>
--EXPECT--
35 checks, all right
