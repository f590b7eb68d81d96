--TEST--
A persistent connection is usable in the next request when a fatal error ended one inside its callback
--EXTENSIONS--
openssl
pcntl
xsock
--ENV--
USE_TRACKED_ALLOC=1
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// While code of the script runs in the middle of a call, fclose() refuses to close the stream, and in a notification callback nothing
// can be read from it. A fatal error there (memory_limit, too) ends the request on the spot; a persistent stream kept both for all
// requests after it: it could not be closed any more, and reads gave nothing. PHP's own web server has many requests in one process.
require __DIR__ . '/../inc/checks.inc';

$listener = stream_socket_server('tcp://127.0.0.1:0');
$peer = Peer::run(function () use ($listener) {
    $all = [];
    while (true) { // ended by its parent
        $read = [$listener, ...$all];
        $none = null;
        stream_select($read, $none, $none, 40);
        foreach ($read as $stream) {
            if ($stream === $listener) {
                $conn = stream_socket_accept($listener, 10);
                $all[(int) $conn] = $conn;
            } elseif (($line = fgets($stream)) === false) {
                unset($all[(int) $stream]);
            } elseif ($line === "\r\n") {
                fwrite($stream, "HTTP/1.0 200 OK\r\n\r\nok");
                unset($all[(int) $stream]);
                fclose($stream);
            } elseif (!str_ends_with($line, "\r\n")) {
                fwrite($stream, "echo $line");
            }
        }
    }
});
$address = stream_socket_get_name($listener, false);
$dir = scratch();
file_put_contents("$dir/page.php", '<?php
ini_set("display_errors", 0);
ini_set("log_errors", 0);
[$inside, $what] = [false, $_SERVER["QUERY_STRING"]];
$fatal = function () use (&$inside) {
    if ($inside) {
        echo "inside";
        eval("class stdClass {}"); // a fatal error
    }
};
$context = stream_context_create(["ssl" => ["local_certt" => "x"]], ["notification" => $fatal]);
if ($what === "progress") { // http:// makes the context hear of it
    file_get_contents("http://' . $address . '/", false, $context);
}
$conn = xsock_client("tcp://' . $address . '", $code, $text, 10, STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT, $context);
$name = stream_socket_get_name($conn, false);
if ($what === "name") {
    exit($name);
}
if ($what === "progress") {
    fwrite($conn, "left behind\n");
    $inside = true;
    fgets($conn);
} elseif ($what === "handler") {
    set_error_handler($fatal);
    $inside = true;
    stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_CLIENT); // warns of the option
} elseif ($what === "read") {
    stream_set_timeout($conn, 20);
    fwrite($conn, "hello\n");
    for ($i = 0; $i < 3 && ($line = (string) fgets($conn)) !== "echo hello\n"; $i++) {
    }
    echo $line;
} else {
    echo fclose($conn) ? "closed" : "not closed";
}');
$web = proc_open('exec ' . php_command() . " -S 127.0.0.1:0 -t $dir 2>&1", [['file', '/dev/null', 'r'], ['pipe', 'w']], $pipes);
for ($i = 0; $i < 20 && !preg_match('~http://(127\.0\.0\.1:[1-9]\d*)~', (string) fgets($pipes[1]), $at); $i++) {
}
$ask = fn (string $what) => (string) file_get_contents("http://$at[1]/page.php?$what", false, stream_context_create(['http' => ['ignore_errors' => true]]));

foreach (['handler', 'progress'] as $where) {
    $name = $ask('name');
    check("$where: a connection", str_starts_with($name, '127.0.0.1:'));
    check("$where: ended inside", $ask($where), 'inside');
    check("$where: the same connection", $ask('name'), $name);
    check("$where: read", $ask('read'), "echo hello\n");
    check("$where: close", $ask('close'), 'closed');
    check("$where: another one then", $ask('name') !== $name);
}
proc_terminate($web);
proc_close($web);
done();
?>
--EXPECT--
12 checks, all right
