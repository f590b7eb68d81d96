--TEST--
proxy_protocol "optional": without a header a connection goes on as it is, and no byte of it is lost
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/proxy.inc';

// Untrusted: at once, and a header of theirs is not believed but read as what it is.
$server = proxied('optional', ['proxy_trusted' => ['192.0.2.1']]);
$client = client_of($server);
check('untrusted and silent', xt_waited(2, function () use ($server, &$peer) {
    return xsock_accept($server, 10, $peer);
}, $connection), 'at once');
check('its own name', $peer, stream_socket_get_name($client, false));
$line = v1('192.0.2.7', 1234, '198.51.100.9', 443);
$client = client_says($server, $line);
$connection = xsock_accept($server, 10, $peer);
check('its header is data', [$peer, fgets($connection)], [stream_socket_get_name($client, false), $line]);
check('no proxy', isset(xsock_info($connection)['proxy']), false);

// Trusted, with a header and without.
$server = proxied('optional');
$client = client_says($server, "{$line}hello\n");
$connection = xsock_accept($server, 10, $peer);
check('trusted with a header', [$peer, fgets($connection)], ['192.0.2.7:1234', "hello\n"]);
foreach (["GET /\n", "POST /\n", "PROXIES\n", "\r\n\r\n\0\r\nQUIT!\n", "\n"] as $text) {
    $client = client_says($server, $text);
    $connection = xsock_accept($server, 10, $peer);
    check('not a header', [$peer, fread($connection, 99)], [stream_socket_get_name($client, false), $text]);
}

// The bytes that could have become one are the first that are read, in order, however they are read.
$readers = [
    'fread' => fn($connection) => fread($connection, 4) . fread($connection, 99),
    'fgets' => fn($connection) => fgets($connection),
    'recvfrom' => fn($connection) => stream_socket_recvfrom($connection, 2)
        . stream_socket_recvfrom($connection, 99) . stream_socket_recvfrom($connection, 99),
    'contents' => fn($connection) => stream_get_contents($connection, 8),
];
foreach ($readers as $how => $read) {
    $client = client_says($server, 'PRO');
    check("$how: not yet", xsock_accept($server, 0.05), false);
    fwrite($client, "CEED\n");
    $connection = xsock_accept($server, 10);
    check("$how: ready", readable($connection));
    check($how, $read($connection), "PROCEED\n");
    check("$how: bytes", xsock_info($connection)['bytes_in'], 8);
    fwrite($client, "more\n");
    check("$how: more", fgets($connection), "more\n");
}
$client = client_says($server, 'PRO');
check('half a word', xsock_accept($server, 0.05), false);
fclose($client);
$connection = xsock_accept($server, 10);
check('and its end', [stream_get_contents($connection), feof($connection)], ['PRO', true]);

// A header that is wrong is not taken for data: a proxy sent it.
$client = client_says($server, "PROXY TCP4 nonsense\r\n");
check('malformed', [nobody($server), counted($server)[0]], [true, 1]);
check_has('why', xsock_info($server)['last_setup_error'], 'bad IPv4 source');
done();
?>
--EXPECT--
34 checks, all right
