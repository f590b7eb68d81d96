--TEST--
replace_transports: programs nobody edits are rid of what is wrong with core's streams
--EXTENSIONS--
openssl
pcntl
sockets
xsock
--INI--
xsock.replace_transports=1
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'proc'); ?>
--FILE--
<?php
// Each was measured on PHP 8.2 and 8.6 with core's own transports; the comments say what happens there.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server');

/** [listener, client, connection] over TLS, all by PHP's own functions. */
function pair(int $buffer = 0): array
{
    global $certs, $file;
    $server = stream_socket_server('tcp://127.0.0.1:0', $code, $text, 12, stream_context_create(['ssl' => ['local_cert' => $file], 'socket' => $buffer ? ['so_sndbuf' => $buffer] : []]));
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), $code, $text, 5, STREAM_CLIENT_CONNECT, trusting($certs));
    $conn = stream_socket_accept($server, 5);
    check('joined', tls_join($conn, $client), [true, true]);
    fwrite($conn, '.');
    fread($client, 1); // behind the session tickets
    return [$server, $client, $conn];
}

// Why a unix path cannot be bound. Core 8.2: "Unknown error" and no text; ReactPHP digs for it in the warning.
check('a path in use', [stream_socket_server("unix://$file", $code, $text), $text], [false, 'Address already in use']);
check('its warning', warned(), "stream_socket_server(): Unable to connect to unix://$file (Address already in use)");

// After a short write over TLS any other write will do. Core: "bad length", and the connection is lost.
[$server, $client, $conn] = pair(20000);
stream_set_blocking($conn, false);
$text = bulk(4000000);
$sent = fwrite($conn, $text);
check_within('a short write', $sent, 1, strlen($text) - 1);
$reader = Peer::run(fn () => md5(stream_get_contents($client)), [$conn, $server]);
unset($client);
$done = $sent;
for ($rounds = 0; $done < $sent + 5000 && $rounds < 20000; $rounds++) {
    $done += (int) @fwrite($conn, substr($text, $done, min(777, $sent + 5000 - $done)));
    $write = [$conn];
    $none = null;
    stream_select($none, $write, $none, 5);
}
stream_set_blocking($conn, true);
fclose($conn);
check('shorter writes go on', $reader->result(), md5(substr($text, 0, $sent + 5000)));

// A dead peer makes fwrite fail, each time. Core: 0 for ever, and loops that burn the processor.
[$server, $client, $conn] = pair();
$peer = Peer::run(fn (Peer $parent) => $parent->hear(), [$conn, $server]);
unset($client);
fwrite($conn, 'unread by the client');
$peer->kill();
readable($conn);
for ($i = 0; $i < 50 && @fwrite($conn, str_repeat('x', 10000)) !== false; $i++) {
    readable($conn, 0.01);
}
check('a dead peer', [@fwrite($conn, 'x'), @fwrite($conn, 'x')], [false, false]);
check_has('and core\'s words', warned() ?: 'Broken pipe', 'Broken pipe') && warned();

// feof never waits, also with half a record there; select knows what is decrypted.
[$server, $client, $conn] = pair();
check('nothing said', [xt_waited(1, fn () => feof($conn), $end), $end], ['at once', false]);
fwrite($client, "one\ntwo\n");
check('two lines', [readable($conn), fgets($conn), readable($conn, 0), fgets($conn), readable($conn, 0)], [true, "one\n", true, "two\n", false]);

// recvfrom takes what fgets left, and what is decrypted. Core: later bytes first, or for ever; the bytes of the records.
fwrite($client, "one\ntwo\n");
check('TLS', [fgets($conn), stream_socket_recvfrom($conn, 100, STREAM_PEEK), stream_socket_recvfrom($conn, 100)], ["one\n", "two\n", "two\n"]);
stream_socket_sendto($conn, "encrypted\n");
check('sendto', fgets($client), "encrypted\n");
[$server] = [stream_socket_server('tcp://127.0.0.1:0')];
$client = client_of($server);
$conn = stream_socket_accept($server, 5);
fwrite($client, "one\ntwo\n");
check('tcp', [fgets($conn), stream_socket_recvfrom($conn, 100)], ["one\n", "two\n"]);

// Addresses are what they say. Core: port 80800 is 15264, a path that is too long is cut.
check('port', @stream_socket_server('tcp://127.0.0.1:80800'), false);
check('junk', @stream_socket_server('tcp://127.0.0.1:0x'), false);
$long = scratch() . '/' . str_repeat('n', 120);
check('path', [@stream_socket_server("unix://$long"), glob(dirname($long) . '/*')], [false, []]);
warned();

// Programs the script starts do not get its sockets. Core: all of them, so the port stays taken.
$server = stream_socket_server('tcp://127.0.0.1:0');
$name = stream_socket_get_name($server, false);
$process = proc_open(['sh', '-c', 'echo up; cat'], [0 => ['pipe', 'r'], 1 => ['pipe', 'w']], $pipes);
fgets($pipes[1]);
fclose($server);
$server = stream_socket_server("tcp://$name");
check('the port is free again', is_resource($server));
fclose($pipes[0]);
proc_close($process);

// Out of descriptors a loop does not spin. Core: 30,000 rounds a second.
$rounds = json_decode(run_php('
    $server = stream_socket_server("tcp://127.0.0.1:0");
    stream_set_blocking($server, false);
    $client = client_of($server);
    for ($full = []; $f = @fopen("/dev/null", "r"); $full[] = $f);
    $until = hrtime(true) + 500e6;
    for ($rounds = 0; hrtime(true) < $until; $rounds++) {
        $read = [$server];
        $none = null;
        if (stream_select($read, $none, $none, 0, 50000)) {
            @stream_socket_accept($server, 0);
        }
    }
    $full = [];
    readable($server);
    echo json_encode([$rounds, is_resource(stream_socket_accept($server, 1))]);', 'ulimit -n 40;'), true);
check_within('rounds', $rounds[0] ?? null, 1, 40);
check('served when there is room', $rounds[1] ?? null);

// A parent that closes its copy does not end the child's connection. Core: says goodbye for it. A child that
// only ends says nothing either.
[$server, $client, $conn] = pair();
$child = Peer::run(function (Peer $parent) use ($conn) {
    $parent->hear();
    $n = fwrite($conn, "from the child\n");
    fclose($conn);
    return $n;
}, [$client]);
fclose($conn);
check('nothing said', readable($client, 0.1), false);
$child->say('go');
check('the child speaks', fgets($client), "from the child\n");
check('and ends', [fgets($client), feof($client), stream_get_meta_data($client)['crypto']['close_notify']], [false, true, true]);
$child->result();
[$server, $client, $conn] = pair();
Peer::run(fn () => 1)->result(); // ends with copies of both
check('still there', [readable($client, 0.1), fwrite($conn, "hello\n"), fgets($client)], [false, 6, "hello\n"]);
done();
?>
--EXPECT--
26 checks, all right
