--TEST--
bindto chooses a client's own address and port
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// The same text form as core's context option, checked as strictly as an address.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
$address = 'tcp://' . stream_socket_get_name($server, false);
$client = xsock_client($address, $code, $text, 10, options: ['bindto' => '127.0.0.2:0']);
check('text', $text, '');
check_has('own address', stream_socket_get_name($client, false), '127.0.0.2:');
xsock_accept($server, 10, $peer);
check('seen by the server', $peer, stream_socket_get_name($client, false));
$port = port_of($client);
fclose($client);
$client = xsock_client($address, $code, $text, 10, context: stream_context_create(['socket' => ['bindto' => '127.0.0.3:0']]));
check_has('in a context', stream_socket_get_name($client, false), '127.0.0.3:');
foreach (['127.0.0.1' => 'port', '127.0.0.1:80800' => '80800', ':0' => 'host', '127.0.0.1:12abc' => '12abc', '[::1' => '[::1'] as $bad => $word) {
    check("$bad", xsock_client($address, $code, $text, 10, options: ['bindto' => $bad]), false);
    check("$bad code", $code, 0);
    check_has("$bad text", $text, 'bindto', $bad);
    check_has("$bad warning", warned(), $text);
}
check('not ours', xsock_client($address, $code, $text, 10, options: ['bindto' => '203.0.113.77:0']), false);
check('not ours, code', $code, 99);
check_has('not ours, text', $text, 'bind', '203.0.113.77:0', 'Cannot assign requested address');
warned();
check('another family', @xsock_client($address, $code, $text, 10, options: ['bindto' => '[::1]:0']), false);
check_no_leak('a refused bindto', fn() => xsock_client($address, options: ['bindto' => '203.0.113.77:0']));
$udp = xsock_server('udp://127.0.0.1:0');
$client = xsock_client('udp://' . stream_socket_get_name($udp, false), options: ['bindto' => '127.0.0.4:0']);
fwrite($client, 'x');
stream_socket_recvfrom($udp, 10, 0, $peer);
check_has('udp', $peer, '127.0.0.4:');
done();
?>
--EXPECT--
31 checks, all right
