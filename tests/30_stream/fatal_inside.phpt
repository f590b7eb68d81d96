--TEST--
a fatal error raised while a server or client is being opened leaves no descriptor
--EXTENSIONS--
pcntl
xsock
--ENV--
USE_TRACKED_ALLOC=1
--FILE--
<?php
// A fatal error leaves memory to PHP's allocator; with that switched off (sanitizers), tracking frees it likewise.
// The warning's handler may end the request (any fatal error): whatever we had opened by then must be closed or owned.
require __DIR__ . '/../inc/checks.inc';

$calls = [
    'nothing of ours' => 'trigger_error("for comparison");',
    'bad address' => 'xsock_server("tcp://127.0.0.1:80800");',
    'in use' => '$first = xsock_server("tcp://127.0.0.1:0"); xsock_server("tcp://" . stream_socket_get_name($first, false));',
    'unknown context key' => 'xsock_server("tcp://127.0.0.1:0", context: stream_context_create(["socket" => ["backlogg" => 5]]));',
    'refused' => '$first = xsock_server("tcp://127.0.0.1:0"); $gone = stream_socket_get_name($first, false); fclose($first);
        xsock_client("tcp://$gone");',
    'refused by scheme' => '$first = xsock_server("tcp://127.0.0.1:0"); $gone = stream_socket_get_name($first, false); fclose($first);
        stream_socket_client("xtcp://$gone");',
    'in use by scheme' => '$first = xsock_server("tcp://127.0.0.1:0"); stream_socket_server("xtcp://" . stream_socket_get_name($first, false));',
];
foreach ($calls as $what => $call) {
    $text = run_php('
        ini_set("display_errors", 0);
        $fds = count(xt_fds());
        register_shutdown_function(function () use ($fds, &$before, &$first) {
            restore_error_handler();
            $own = is_resource($first) ? xt_cost() : 0;
            $left = count(xt_fds()) - $fds - $own;
            echo $before ? "handler" : "no handler", xsock_server("tcp://127.0.0.1:0") ? ", works, " : ", broken, ", "$left left\n";
        });
        set_error_handler(function ($level, $text) use (&$before) {
            $before = true;
            eval("class stdClass {}"); // a fatal error, on every memory manager
        });
        function xt_cost() { // descriptors of one server
            $fds = count(xt_fds());
            $server = xsock_server("tcp://127.0.0.1:0");
            return count(xt_fds()) - $fds;
        }
        ' . $call);
    $compare ??= $text; // PHP itself closes the script file
    check($what, $text, $compare);
}
check_has('the comparison', $compare, 'handler, works, ');
done();
?>
--EXPECT--
8 checks, all right
