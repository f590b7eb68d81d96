--TEST--
proxy_protocol "optional": a trusted client that waits for the server to speak is handed out after proxy_wait
--EXTENSIONS--
xsock
--FILE--
<?php
// Protocols in which the server speaks first (SMTP, FTP): there is nothing to wait for but time.
require __DIR__ . '/proxy.inc';

$server = proxied('optional', ['proxy_wait' => 0.4]);
$client = client_of($server);
check('accept waits for it', xt_waited(0.4, function () use ($server, &$peer) {
    return xsock_accept($server, 10, $peer);
}, $connection), 'waited');
check('its own name', $peer, stream_socket_get_name($client, false));
fwrite($connection, "220 hello\n");
check('the server speaks', fgets($client), "220 hello\n");
fwrite($client, "EHLO\n");
check('the client answers', fgets($connection), "EHLO\n");

// A select loop is woken when the time has come, also when the client came long before.
$client = client_of($server);
check('select sleeps until then', xt_waited(0.4, function () use ($server) {
    check('not yet', xsock_accept($server, 0), false);
    return readable($server, 10);
}, $woken), 'waited');
check('and wakes', [$woken, (bool) xsock_accept($server, 0)], [true, true]);
check('then there is nobody', readable($server, 0.6), false);

// Half a word and silence: handed out with what came. A header that has begun is waited for.
$client = client_says($server, 'PRO');
$connection = xsock_accept($server, 10);
check('half a word', fread($connection, 10), 'PRO');
$client = client_says($server, 'PROXY TCP4 192.0.2.7 198.51.');
check('half a header', nobody($server, 0.8));
fwrite($client, "100.9 1234 443\r\n");
check('the rest', [(bool) xsock_accept($server, 10, $peer), $peer], [true, '192.0.2.7:1234']);

// A slow one in time does not leave the loop awake behind it.
$server = proxied('optional', ['proxy_wait' => 2]);
$client = client_of($server);
check('not yet', xsock_accept($server, 0), false);
readable($server, 0);
fwrite($client, v1('192.0.2.8', 1, '192.0.2.9', 2));
check('in time', [(bool) xsock_accept($server, 10, $peer), $peer], [true, '192.0.2.8:1']);
$before = getrusage();
check('nobody', nobody($server, 2.5));
$after = getrusage();
$used = ($after['ru_utime.tv_sec'] + $after['ru_stime.tv_sec'] - $before['ru_utime.tv_sec'] - $before['ru_stime.tv_sec'])
    + ($after['ru_utime.tv_usec'] + $after['ru_stime.tv_usec'] - $before['ru_utime.tv_usec'] - $before['ru_stime.tv_usec'])
    / 1e6;
check_within('it slept', $used, 0, 0.3);

// proxy_wait is never longer than the time for the whole set-up.
$server = proxied('optional', ['proxy_wait' => 30, 'setup_timeout' => 0.4]);
$client = client_of($server);
check('handed out all the same', xt_waited(0.4, fn() => xsock_accept($server, 10), $connection), 'waited');
check('it is one', is_resource($connection));
done();
?>
--EXPECT--
17 checks, all right
