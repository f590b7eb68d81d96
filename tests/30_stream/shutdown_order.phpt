--TEST--
streams left open at the end of the script are freed in whatever order PHP likes
--EXTENSIONS--
pcntl
sockets
zlib
xsock
--FILE--
<?php
// Server, connections, contexts, filters, imports and handlers still reachable at the end: a clean exit, each time.
require __DIR__ . '/../inc/checks.inc';

$scripts = [
    'globals' => '[$server, $peer, $conn] = trio();',
    'connection first' => '[$s, $peer, $a] = trio(); $server = $s; unset($s);',
    'static and cycle' => 'final class Holder { public static $all; public $me; public $conn; }
        $h = new Holder; $h->me = $h; [$h->server, $h->peer, $h->conn] = trio(); Holder::$all = $h;',
    'imported' => '[$server, $peer, $conn] = trio(); $socket = socket_import_stream($conn); $l = socket_import_stream($server);',
    'filtered, gathered' => '[$server, $peer, $conn] = trio("tcp://127.0.0.1:0", ["write_buffer" => 1000]);
        stream_filter_append($conn, "zlib.deflate", STREAM_FILTER_WRITE); fwrite($conn, "abc"); fwrite($peer, "x\n"); fgets($conn);',
    'context with callback' => '$c = stream_context_create([], ["notification" => function () { }]);
        $server = xsock_server("tcp://127.0.0.1:0", context: $c); $peer = client_of($server); $conn = xsock_accept($server, 5); fwrite($peer, "x"); fread($conn, 1);',
    'used in a shutdown function' => '[$server, $peer, $conn] = trio();
        register_shutdown_function(function () use ($conn, $peer) { fwrite($conn, "late"); check("late", fread($peer, 10), "late"); });',
    'used in a destructor' => '[$server, $peer, $conn] = trio();
        final class Last { public $c; function __destruct() { @fwrite($this->c, "bye"); } } $last = new Last; $last->c = $conn;',
    'after exit' => '[$server, $peer, $conn] = trio(); fwrite($peer, "a\nb\n"); fgets($conn); echo "end\n"; exit(0);',
    'after a fatal error' => '[$server, $peer, $conn] = trio(); fwrite($peer, "a\nb\n"); fgets($conn);
        ini_set("display_errors", 0); register_shutdown_function(function () use ($conn) { echo fgets($conn) === "b\n" ? "" : "wrong\n"; }); no_such_function();',
    'persistent' => '$l = stream_socket_server("tcp://127.0.0.1:0"); $p = pfsockopen("xtcp://127.0.0.1", port_of($l)); $a = stream_socket_accept($l);
        fwrite($a, "x\ny\n"); fgets($p);',
    'nobody closed anything' => '$dir = scratch(); $u = xsock_server("unix://$dir/s", options: ["unix_unlink" => true]);
        $d = xsock_server("udp://127.0.0.1:0"); $g = xsock_server("udg://$dir/g", options: ["unix_unlink" => true]);',
];
foreach ($scripts as $what => $script) {
    check($what, run_php("$script\necho \"end\\n\";\nif (\$xs_wrong) echo 'wrong';", "sh -c '\"$@\"; echo status $?' sh"), in_array($what, ['after a fatal error'], true) ? "status 255\n" : "end\nstatus 0\n");
}
done();
?>
--EXPECT--
12 checks, all right
