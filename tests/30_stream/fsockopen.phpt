--TEST--
fsockopen and pfsockopen with a scheme
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// pfsockopen keeps the connection for the next call with the same address and drops it when the peer closed it.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    // Each line comes back with the number of its connection; the line "last" is also the server's.
    [$name, $server] = $s->server(function ($listener, Peer $parent) {
        for ($n = 1; $n <= 3; $n++) {
            $conn = stream_socket_accept($listener, 20);
            do {
                $line = fgets($conn);
                $line !== false && fwrite($conn, "$n $line");
            } while ($line !== false && $line !== "last\n");
            $n === 2 && $parent->hear();
            fclose($conn);
            $n === 2 && $parent->say();
        }
    });
    [$host, $port] = $s->kind === 'unix' ? [$name, -1] : explode(':', $name);
    $open = function (string $how) use ($s, $host, $port, &$said): mixed {
        $conn = $how($s->scheme() . "://$host", (int) $port, $code, $message, 20);
        $said = [$code, $message];
        return $conn;
    };
    if ($s->kind === 'tls') {
        putenv('SSL_CERT_FILE=' . stream_context_get_options($s->trusting())['ssl']['cafile']); // these functions take no context
    }
    $ask = fn ($conn, string $line) => [fwrite($conn, $line), fgets($conn)];
    $conn = $open('fsockopen');
    $seen = ['fsockopen' => [is_resource($conn), $said, $ask($conn, "a\n")]];
    fclose($conn);
    $first = $open('pfsockopen');
    $seen['type'] = get_resource_type($first);
    $seen['pfsockopen'] = $ask($first, "b\n");
    $second = $open('pfsockopen');
    $seen['the same'] = $ask($second, "last\n");
    $server->say('close');
    $server->hear(); // the end is here, but nobody has read it
    $third = $open('pfsockopen');
    $seen['a new one after close'] = $ask($third, "last\n");
    fclose($third);
    $refused = fsockopen($s->scheme() . '://' . ($s->kind === 'unix' ? '/nonexistent/xt-1-1.sock' : '127.0.0.1'), $s->kind === 'unix' ? -1 : 1, $code, $message, 5);
    $seen['refused'] = [$refused, $code];
    return $seen;
}, ['client']);
?>
--EXPECT--
tcp: intended: error-text
unix: intended: error-text
tls: intended: error-text
