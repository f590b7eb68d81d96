--TEST--
One context for several servers and clients, changed in between, is read at each call
--EXTENSIONS--
xsock
--FILE--
<?php
// Frameworks keep one context for everything they open.
require __DIR__ . '/../inc/checks.inc';
$context = stream_context_create(['socket' => ['backlog' => 5]]);
$a = xsock_server('tcp://127.0.0.1:0', context: $context);
stream_context_set_option($context, 'socket', 'backlog', 6);
$b = xsock_server('tcp://127.0.0.1:0', context: $context);
$core = stream_socket_server('tcp://127.0.0.1:0', $code, $text, 12, $context);
check('each its own', [xsock_info($a)['backlog'], xsock_info($b)['backlog']], [5, 6]);
$client = xsock_client('tcp://' . stream_socket_get_name($a, false), context: $context);
check('client', is_resource(xsock_accept($a, 10)));
check('the same resource', stream_context_get_options($a) === stream_context_get_options($b), true);
stream_context_set_option($a, 'socket', 'note', 'set on a');
check('seen on b, as in core', stream_context_get_options($b)['socket']['note'] ?? null, 'set on a');
fclose($a);
fclose($b);
check('context outlives', stream_context_get_options($context)['socket']['backlog'], 6);
done();
?>
--EXPECT--
5 checks, all right
