--TEST--
A PROXY header may come in pieces, cut anywhere; nothing behind it is lost, and nobody spins meanwhile
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/proxy.inc';

$ssl = tlv(0x20, pack('CN', 1, 0) . tlv(0x21, 'TLSv1.3'));
$headers = [
    'v1' => v1('192.0.2.7', 1234, '198.51.100.9', 443),
    'v1 unknown' => "PROXY UNKNOWN\r\n",
    'v2' => v2('192.0.2.7', 1234, '198.51.100.9', 443, $ssl),
    'v2 local' => v2_raw(0, 0, ''),
];
foreach (['required', 'optional'] as $protocol) {
    foreach (['tcp', 'unix'] as $scheme) {
        $server = proxied($protocol, [], $scheme === 'unix' ? 'unix://' . scratch() . '/a.sock' : 'tcp://127.0.0.1:0');
        foreach ($headers as $name => $header) {
            $wrong = [];
            for ($cut = 1; $cut <= strlen($header); $cut++) {
                $client = client_says($server, substr($header, 0, $cut), $scheme);
                // Accepting here takes the first piece out of the socket.
                $early = xsock_accept($server, 0);
                fwrite($client, substr($header, $cut) . "behind $cut\n");
                $connection = $early ?: xsock_accept($server, 10);
                $line = $connection ? fgets($connection) : false;
                if ($line !== "behind $cut\n" || (bool) $early !== ($cut === strlen($header))) {
                    $wrong[$cut] = $line;
                }
            }
            check("$protocol $scheme $name", $wrong, []);
        }
    }
}

// Byte by byte, through a select loop: it takes each byte on its way to sleep, and wakes for the last one.
$server = proxied();
$header = $headers['v2'] . 'body';
$client = client_of($server);
for ($i = 0; $i < strlen($headers['v2']) - 1; $i++) {
    fwrite($client, $header[$i]);
    if (readable($server, 0) || xsock_accept($server, 0) || readable($server, 0)) {
        check("byte $i", false);
    }
}
check('setting up', counted($server), [0, 0, 1]);
fwrite($client, substr($header, $i));
check('the last byte wakes it', readable($server));
$connection = xsock_accept($server, 0, $peer);
check('done', [$peer, fread($connection, 100)], ['192.0.2.7:1234', 'body']);

// The longest header that is taken, with bytes behind it.
$padding = str_repeat('x', 4096 - 12 - 3);
$client = client_says($server, v2('192.0.2.7', 1, '192.0.2.8', 2, tlv(0x04, $padding)) . str_repeat('y', 10000));
fclose($client);
$connection = xsock_accept($server, 10, $peer);
check('the longest', [$peer, stream_get_contents($connection) === str_repeat('y', 10000)], ['192.0.2.7:1', true]);

// Two headers: the second belongs to the next protocol.
$line = v1('192.0.2.7', 1234, '198.51.100.9', 443);
$client = client_says($server, $line . $line);
check('only the first is taken', fgets(xsock_accept($server, 10)), $line);
done();
?>
--EXPECT--
21 checks, all right
