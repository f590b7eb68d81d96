--TEST--
A connection gets buffers and timeout from the listener and shares its context
--EXTENSIONS--
xsock
--FILE--
<?php
// With core the options of the listener's context are not visible on the connection unless a context was given.
require __DIR__ . '/../inc/checks.inc';
$context = stream_context_create(['socket' => ['backlog' => 5], 'mine' => ['key' => 'value']]);
$server = xsock_server('tcp://127.0.0.1:0', context: $context, read_buffer: 777, write_buffer: 888);
stream_set_timeout($server, 3, 500000);
$client = client_of($server);
$connection = xsock_accept($server, 10);
check('buffers', [xsock_info($connection)['read_buffer'], xsock_info($connection)['write_buffer']], [777, 888]);
check('context', stream_context_get_options($connection), ['socket' => ['backlog' => 5], 'mine' => ['key' => 'value']]);
$plain = xsock_server('tcp://127.0.0.1:0');
$client2 = client_of($plain);
check('no context', stream_context_get_options(xsock_accept($plain, 10)), stream_context_get_options($plain));
check_no_leak('contexts shared by connections', function () use ($server) {
    $client = client_of($server);
    $connection = xsock_accept($server, 10);
});
unset($context);
fclose($server);
check('context lives with the connection', stream_context_get_options($connection)['mine'], ['key' => 'value']);
check_no_leak('a context that ends with its server', function () {
    $context = stream_context_create(['socket' => ['backlog' => 5]]);
    $server = xsock_server('tcp://127.0.0.1:0', context: $context);
    $client = client_of($server);
    $connection = xsock_accept($server, 10);
    unset($context);
    fclose($server);
    fclose($connection);
});
done();
?>
--EXPECT--
8 checks, all right
