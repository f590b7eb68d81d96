--TEST--
The fewest system calls: accept 1, accept_many n + 1, an accept that waits 2
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// Core makes poll, accept, setsockopt and two fcntl. The peer's name comes with accept4 and costs nothing.
require __DIR__ . '/../inc/checks.inc';
[$printed, $lines] = trace('
    $server = xsock_server("tcp://127.0.0.1:0");
    function clients($server, int $n): array
    {
        $clients = [];
        for ($i = 0; $i < $n; $i++) {
            $clients[] = client_of($server);
        }
        return $clients;
    }
    $c1 = clients($server, 12);
    readable($server);
    mark("one");
    $connection = xsock_accept($server, 0, $peer, $code, $text);
    mark("one end");
    mark("many");
    $connections = xsock_accept_many($server, 64, 0.0, $peers);
    mark("many end");
    $c2 = clients($server, 5);
    readable($server);
    mark("limit");
    $more = xsock_accept_many($server, 5);
    mark("limit end");
    mark("nobody");
    $none = xsock_accept($server, 0);
    mark("nobody end");
    mark("nobody many");
    $none = xsock_accept_many($server);
    mark("nobody many end");
    $c3 = clients($server, 3);
    mark("blocking");
    $first = xsock_accept($server);
    mark("blocking end");
    mark("next");
    $second = xsock_accept($server);
    mark("next end");
    mark("waiting");
    $third = xsock_accept($server);
    $none = xsock_accept($server, 0.05);
    mark("waiting end");
    echo count($connections), " ", count($more);
');
check('all there', $printed, '11 5');
check('one', call_names(between($lines, 'one', 'one end')), 'accept4');
check('many', call_names(between($lines, 'many', 'many end')), trim(str_repeat('accept4 ', 12)));
check('many up to the limit', call_names(between($lines, 'limit', 'limit end')), trim(str_repeat('accept4 ', 5)));
check('nobody', call_names(between($lines, 'nobody', 'nobody end')), 'accept4');
check('nobody, list', call_names(between($lines, 'nobody many', 'nobody many end')), 'accept4');
check('blocking accept, at most core\'s two', count(between($lines, 'blocking', 'blocking end')) <= 2);
check('the next', count(between($lines, 'next', 'next end')) <= 2);
check_within('taken, then nobody', count(between($lines, 'waiting', 'waiting end')), 2, 4);
done();
?>
--EXPECT--
9 checks, all right
