--TEST--
A stream stays until the last of several calls for it has ended, in whichever order fibers end them
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// Calls whose callbacks wait in fibers overlap. The end of the first of them let the stream go while the others were still in the
// middle: fclose() closed it under them, which was a crash when they went on.
require __DIR__ . '/../inc/checks.inc';

[$server] = trio();
$context = stream_context_create([], ['notification' => function (): void {
    Fiber::getCurrent() && Fiber::suspend();
}]);
$client = xsock_client('tcp://' . stream_socket_get_name($server, false), context: $context);
$connection = xsock_accept($server, 10);
stream_set_blocking($connection, false);
$path = scratch() . '/file';
file_put_contents($path, str_repeat('x', 3 << 20)); // a callback for each MiB

function begin($client): Fiber
{
    global $path;
    $fiber = new Fiber(fn () => xsock_sendfile($client, fopen($path, 'r'), 0, 3 << 20));
    $fiber->start();
    return $fiber;
}
function end_of(Fiber $fiber): int
{
    global $connection;
    while (!$fiber->isTerminated()) {
        while (fread($connection, 1 << 20) != '') {
        }
        $fiber->resume();
    }
    return $fiber->getReturn();
}
function closed($stream): bool
{
    try {
        return @fclose($stream);
    } catch (TypeError) {
        return false;
    }
}

foreach (['first' => [0, 1, 2], 'last' => [2, 1, 0], 'middle' => [1, 0, 2]] as $which => $order) {
    stream_set_timeout($client, 10);
    $fibers = [begin($client), begin($client), begin($client)];
    check("$which: all wait", closed($client), false);
    check('one ended', end_of($fibers[$order[0]]), 3 << 20);
    check('two wait', closed($client), false);
    $fibers[] = begin($client);
    check('another ended', end_of($fibers[$order[1]]), 3 << 20);
    check('two wait again', closed($client), false);
    check('a third', end_of($fibers[$order[2]]), 3 << 20);
    check('one waits', closed($client), false);
    check('the last', end_of($fibers[3]), 3 << 20);
}
check('nobody waits', closed($client));
done();
?>
--EXPECT--
25 checks, all right
