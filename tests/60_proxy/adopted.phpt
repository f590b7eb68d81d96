--TEST--
PROXY headers on adopted listeners, and in the workers of a fork
--EXTENSIONS--
xsock
pcntl
--FILE--
<?php
require __DIR__ . '/proxy.inc';

// A service manager's socket: fd://3 in a new process.
$listener = stream_socket_server('tcp://127.0.0.1:0');
$client = client_says($listener, v1('192.0.2.7', 1234, '198.51.100.9', 443) . "line\n");
$script = <<<'PHP'
    $options = ['proxy_protocol' => 'required', 'proxy_trusted' => ['127.0.0.1']];
    check('backlog', is_resource(xsock_server('tcp://127.0.0.1:0', backlog: 5, options: $options)));
    $refused = @xsock_server('fd://3', $code, $text, options: ['proxy_protocol' => 'required']);
    check_has('not without trust', warned() . $text, 'proxy_trusted');
    $server = xsock_server('fd://3', $code, $text, options: $options);
    check('is set up', isset(xsock_info($server)['setting_up']));
    $connection = xsock_accept($server, 10, $peer);
    check('adopted', [$peer, fgets($connection)], ['192.0.2.7:1234', "line\n"]);
    done();
    PHP;
echo run_php($script, fds: [3 => $listener]);

// Workers: each one reads the headers of its own clients, also those that were begun by the parent.
$server = proxied('optional', ['proxy_wait' => 0.3]);
$begun = client_says($server, 'PROXY TCP4 192.0.2.7 ');
check('begun in the parent', xsock_accept($server, 0.05), false);
$worker = Peer::run(function () use ($server) {
    $connection = xsock_accept($server, 20, $peer);
    return [$peer, $connection ? fgets($connection) : false];
});
$client = client_says($server, v1('192.0.2.8', 1, '192.0.2.9', 2) . "for the worker\n");
check('worker', $worker->result(), ['192.0.2.8:1', "for the worker\n"]);
fwrite($begun, "198.51.100.9 1234 443\r\nfor the parent\n");
$connection = xsock_accept($server, 10, $peer);
check('parent', [$peer, fgets($connection)], ['192.0.2.7:1234', "for the parent\n"]);

// A child that ends leaves the parent's connection alone.
$begun = client_says($server, 'PROXY TCP4 192.0.2.7 ');
check('begun again', xsock_accept($server, 0.05), false);
Peer::run(fn() => 'gone')->result();
fwrite($begun, "198.51.100.9 1234 443\r\nstill here\n");
check('still here', fgets(xsock_accept($server, 10)), "still here\n");

// Nothing stays behind, however a connection ends.
$server = proxied('required', ['setup_limit' => 2]);
check_no_leak('headers good, bad, half and none', function () use ($server) {
    $clients = [];
    foreach ([v1('192.0.2.8', 1, '192.0.2.9', 2), v2('192.0.2.8', 1, '192.0.2.9', 2, tlv(1, 'h2')), 'PROXY TC', 'GET', '',
        V2_SIGNATURE] as $bytes) {
        $clients[] = client_says($server, $bytes);
    }
    for ($i = 0; $i < 2; $i++) {
        xsock_info(xsock_accept($server, 10));
    }
    array_map('fclose', $clients);
    while (xsock_info($server)['setting_up']) {
        xsock_accept($server, 0.01);
    }
});
done();
?>
--EXPECT--
4 checks, all right
7 checks, all right
