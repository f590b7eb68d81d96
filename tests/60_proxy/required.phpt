--TEST--
proxy_protocol "required": whoever sends no good header is dropped and counted, the others are served
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/proxy.inc';

/** The client finds its connection ended, and the listener says why. */
function check_dropped($server, string $what, string $bytes, string ...$words): void
{
    [$failed] = counted($server);
    $client = client_says($server, $bytes);
    stream_set_timeout($client, 10);
    check("$what: nobody", nobody($server, 0.05));
    for ($i = 0; $i < 100 && counted($server)[0] === $failed; $i++) {
        nobody($server, 0.05);
    }
    check("$what: counted", counted($server), [$failed + 1, 0, 0]);
    check_has($what, xsock_info($server)['last_setup_error'], stream_socket_get_name($client, false), ...$words);
    check("$what: ended", [@fread($client, 10), stream_get_meta_data($client)['timed_out']], ['', false]);
}

$server = proxied('required', ['proxy_trusted' => ['127.0.0.1']]);
check_dropped($server, 'another protocol', "GET / HTTP/1.0\r\n\r\n", 'not a PROXY header');
check_dropped($server, 'begins like one', "PUT / HTTP/1.0\r\n\r\n", 'not a PROXY header');
check_dropped($server, 'bad address', "PROXY TCP4 192.0.2.256 192.0.2.1 1 2\r\n", 'bad IPv4 source');
check_dropped($server, 'bad port', "PROXY TCP4 192.0.2.25 192.0.2.1 1 65536\r\n", 'bad destination port');
check_dropped($server, 'unknown family', "PROXY UDP4 192.0.2.25 192.0.2.1 1 2\r\n", 'PROXY v1');
check_dropped($server, 'no end of line', 'PROXY UNKNOWN ' . str_repeat('x', 200), '107');
check_dropped($server, 'version 3', V2_SIGNATURE . "\x31\x11\0\0", 'version');
check_dropped($server, 'bad command', V2_SIGNATURE . "\x22\x11\0\0", 'command');
check_dropped($server, 'bad family', V2_SIGNATURE . "\x21\x44\0\0", 'family');
check_dropped($server, 'too short', v2_raw(1, 0x11, '1234'), 'too short');
check_dropped($server, 'too long', V2_SIGNATURE . "\x21\x11\xff\xff", '4112');
check_dropped($server, 'bad extension', v2('192.0.2.1', 1, '192.0.2.2', 2, "\x01\0\x09h2"), 'extension');

// Ended before its time, without a byte and half-way.
foreach (['' => 'nothing', 'PROXY TCP4 ' => 'half a line', V2_SIGNATURE => 'half a header'] as $bytes => $what) {
    [$failed] = counted($server);
    fclose(client_says($server, $bytes));
    for ($i = 0; $i < 100 && counted($server)[0] === $failed; $i++) {
        nobody($server, 0.05);
    }
    check("$what: counted", counted($server)[0], $failed + 1);
    check_has($what, xsock_info($server)['last_setup_error'], 'ended before');
}

// Not one of the trusted: dropped although the header is good.
$strict = proxied('required', ['proxy_trusted' => ['192.0.2.0/24', '2001:db8::1', 'unix']]);
check_dropped($strict, 'untrusted', v1('192.0.2.7', 1234, '198.51.100.9', 443), 'proxy_trusted');

// Silent ones cost a place until the time is over, and delay nobody.
$server = proxied('required', ['setup_timeout' => 4]);
$silent = [];
for ($i = 0; $i < 20; $i++) {
    $silent[] = client_says($server, $i % 2 ? '' : 'PROXY TCP4');
}
$good = client_says($server, v1('192.0.2.7', 1234, '198.51.100.9', 443));
check('a good one beside them', xt_waited(4, function () use ($server, &$peer) {
    return xsock_accept($server, 10, $peer);
}, $connection), 'at once');
check('it is', $peer, '192.0.2.7:1234');
check('they are being set up', counted($server), [0, 0, 20]);
check('nobody else', nobody($server, 5));
check('over', counted($server), [0, 20, 0]);
check_has('why', xsock_info($server)['last_setup_error'], 'timed out');
check('they are gone', array_sum(array_map(fn($client) => strlen((string) @fread($client, 1)), $silent)), 0);

// The oldest gives way when the table is full.
$server = proxied('required', ['setup_limit' => 4]);
$silent = [];
for ($i = 0; $i < 9; $i++) {
    $silent[] = client_of($server);
}
$good = client_says($server, v1('192.0.2.7', 1234, '198.51.100.9', 443));
check('a good one', (bool) xsock_accept($server, 10));
check('evicted', [xsock_info($server)['setup_evicted'], counted($server)], [6, [0, 0, 3]]);
done();
?>
--EXPECT--
67 checks, all right
