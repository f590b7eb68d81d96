--TEST--
The client's address is the one the PROXY header names, versions 1 and 2, all families
--EXTENSIONS--
xsock
--FILE--
<?php
// $peer_name and stream_socket_get_name(, true) agree; the local name stays the listener's own; the proxy is in xsock_info.
require __DIR__ . '/proxy.inc';

function check_one($server, string $what, string $header, ?string $source, ?string $destination, int $version): void
{
    $client = client_says($server, $header . 'body');
    $connection = xsock_accept($server, 10, $peer);
    $real = stream_socket_get_name($client, false);
    check("$what: peer", $peer, $source ?? $real);
    check("$what: get_name", stream_socket_get_name($connection, true), ($source ?? $real) ?: false);
    check("$what: local", stream_socket_get_name($connection, false), stream_socket_get_name($server, false));
    $info = xsock_info($connection);
    check("$what: info peer", $info['peer'], $source ?? $real);
    $addresses = $source === null ? [] : ['source' => $source, 'destination' => $destination];
    check("$what: info", $info['proxy'], ['version' => $version] + $addresses + ['proxy' => $real]);
    check("$what: what follows", fread($connection, 100), 'body');
    fwrite($connection, "answer\n");
    check("$what: answer", fgets($client), "answer\n");
}

$server = proxied();
$four = ['192.0.2.7:1234', '198.51.100.9:443'];
$six = ['[2001:db8::7]:1234', '[2001:db8::9]:443'];
check_one($server, 'v1 tcp4', v1('192.0.2.7', 1234, '198.51.100.9', 443), ...[...$four, 1]);
check_one($server, 'v1 tcp6', v1('2001:db8::7', 1234, '2001:db8::9', 443), ...[...$six, 1]);
check_one($server, 'v1 unknown', "PROXY UNKNOWN\r\n", null, null, 1);
check_one($server, 'v1 unknown with more', "PROXY UNKNOWN ff:: :: 1 2\r\n", null, null, 1);
check_one($server, 'v2 tcp4', v2('192.0.2.7', 1234, '198.51.100.9', 443), ...[...$four, 2]);
check_one($server, 'v2 tcp6', v2('2001:db8::7', 1234, '2001:db8::9', 443), ...[...$six, 2]);
check_one($server, 'v2 mapped', v2('::ffff:192.0.2.7', 1, '::ffff:192.0.2.8', 2), '192.0.2.7:1', '192.0.2.8:2', 2);
check_one($server, 'v2 unix', v2_unix('/run/client', '/run/server'), '/run/client', '/run/server', 2);
check_one($server, 'v2 unix, no name', v2_unix('', '/run/server'), '', '/run/server', 2);
check_one($server, 'v2 local', v2_raw(0, 0, ''), null, null, 2);
check_one($server, 'v2 local with addresses', v2_raw(0, 0x11, str_repeat('x', 12)), null, null, 2);
check_one($server, 'v2 unspecified', v2_raw(1, 0, ''), null, null, 2);

// The other ways to accept.
$client = client_says($server, v1('192.0.2.1', 1, '192.0.2.2', 2));
$other = client_says($server, v1('192.0.2.3', 3, '192.0.2.4', 4));
$got = [];
while (count($got) < 2 && xsock_accept_many($server, 8, 10, $peers)) {
    $got = [...$got, ...$peers];
}
sort($got);
check('accept_many', $got, ['192.0.2.1:1', '192.0.2.3:3']);

$context = stream_context_create(['socket' => ['proxy_protocol' => 'required', 'proxy_trusted' => ['127.0.0.0/8']]]);
$server = stream_socket_server('xtcp://127.0.0.1:0', $code, $text, context: $context);
$client = client_says($server, v1('192.0.2.1', 1, '192.0.2.2', 2) . "line\n");
$connection = stream_socket_accept($server, 10, $peer);
check('stream_socket_accept', [$peer, fgets($connection)], ['192.0.2.1:1', "line\n"]);
check('without a header there is nothing to say', isset(xsock_info(trio()[2])['proxy']), false);

$path = scratch() . '/a.sock';
$server = proxied('required', ['proxy_trusted' => ['unix']], "unix://$path");
$client = client_says($server, v2('192.0.2.7', 1234, '198.51.100.9', 443) . 'body', 'unix');
$connection = xsock_accept($server, 10, $peer);
check('unix listener', [$peer, fread($connection, 10)], ['192.0.2.7:1234', 'body']);
check('unix listener: info', xsock_info($connection)['proxy']['proxy'], '');
done();
?>
--EXPECT--
89 checks, all right
