--TEST--
xsock_client() with STREAM_CLIENT_PERSISTENT gives the same connection again while it is alive
--EXTENSIONS--
xsock
--FILE--
<?php
// As with pfsockopen(); a connection the server has closed is replaced.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$address = 'tcp://' . stream_socket_get_name($server, false);
$flags = STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT;
$first = xsock_client($address, $code, $text, 10, $flags);
check('first', $text, '');
$name = stream_socket_get_name($first, false);
$connection = xsock_accept($server, 10, $peer);
check('it is that one', $peer, $name);
$second = xsock_client($address, $code, $text, 10, $flags);
check('the same', stream_socket_get_name($second, false), $name);
check('no second connection', xsock_accept($server, 0), false);
fwrite($second, "hello\n");
check('works', fgets($connection), "hello\n");
fclose($connection);
check('closed by the server', readable($second));
$third = xsock_client($address, $code, $text, 10, $flags);
check('replaced', is_resource($connection = xsock_accept($server, 10, $peer)));
check('a new one', $peer !== $name, true);
fwrite($third, "again\n");
check('works', fgets($connection), "again\n");
check('meta', get_resource_type($third), 'persistent stream');
check('servers are never persistent', get_resource_type($server), 'stream');
check('connections neither', get_resource_type($connection), 'stream');
done();
?>
--EXPECT--
12 checks, all right
