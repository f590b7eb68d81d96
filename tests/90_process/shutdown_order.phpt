--TEST--
Streams of every kind left open at the end of the script, in every kind of hiding place
--EXTENSIONS--
xsock
--FILE--
<?php
// PHP destroys globals, objects and resources in an order of its own; the path must go, the client must get its bytes.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$front = '
    $server = xsock_server("tcp://127.0.0.1:0", write_buffer: 4096);
    $unix = xsock_server("unix://' . $dir . '/a.sock", options: ["unix_unlink" => true]);
    $client = xsock_client("tcp://" . stream_socket_get_name($server, false));
    $connection = xsock_accept($server, 10);
    $udp = xsock_server("udp://127.0.0.1:0");
    fwrite($connection, "gathered");
    echo "ready ";
';
foreach ([
    'globals' => '',
    'static' => 'function keep($x) { static $kept; $kept[] = $x; } foreach (get_defined_vars() as $v) if (is_resource($v)) keep($v);',
    'cycle' => 'class Node { public $self, $streams; } $n = new Node; $n->self = $n; $n->streams = [$server, $unix, $connection]; unset($n, $server, $unix, $connection);',
    'closure' => '$f = function () use ($server, $unix, $connection, &$f) {}; unset($server, $unix, $connection);',
    'destructor' => 'class D { public $c; function __destruct() { fwrite($this->c, " and more"); echo "destructor "; } } $d = new D; $d->c = $connection;',
    'shutdown function' => 'register_shutdown_function(function () use ($server, $connection) { fwrite($connection, "x"); xsock_accept($server, 0); echo "shutdown "; });',
    'filter' => 'stream_filter_append($connection, "string.toupper");',
    'exit' => 'exit("exit ");',
    'exception' => 'throw new Exception("thrown");',
    'fatal error' => 'ini_set("memory_limit", "8M"); str_repeat("x", 64 << 20);',
    'imported' => '$socket = function_exists("socket_import_stream") ? socket_import_stream($server) : null;',
    'in each other\'s context' => 'stream_context_set_option($server, "mine", "stream", $connection); stream_context_set_option($connection, "mine", "stream", $server);',
] as $what => $code) {
    $printed = run_php($front . $code);
    check_has($what, $printed, 'ready');
    check("$what: no complaint in " . show($printed), preg_match('~ERROR:|Segmentation|core dumped|leak|Assertion~', $printed), 0);
    check("$what: path removed", file_exists("$dir/a.sock"), false);
}
done();
?>
--EXPECT--
36 checks, all right
