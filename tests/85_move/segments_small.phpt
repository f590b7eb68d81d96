--TEST--
datagrams the kernel joined come apart again whatever $size is
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/../inc/skip.inc';
needs('linux');
if (@xsock_server('udp://127.0.0.1:0', options: ['udp_segment' => 100, 'udp_gro' => true]) === false) die('skip needs UDP_SEGMENT and UDP_GRO (Linux 5.0)');
?>
--FILE--
<?php
// $size is the longest payload of one datagram. With udp_gro it was the room for all that came joined: of 10
// datagrams of 100 bytes received with 150 there were 1 and a half, the others were lost.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('udp://127.0.0.1:0', options: ['udp_gro' => true]);
stream_set_timeout($server, 10);
$client = xsock_client('udp://127.0.0.1:' . port_of($server), options: ['udp_segment' => 100]);
$sent = array_map(fn($i) => str_repeat(chr(65 + $i), $i < 9 ? 100 : 30), range(0, 9));
foreach ([65535, 65534, 1500, 150, 100, 99, 30, 1] as $size) {
    check("$size sent", fwrite($client, implode('', $sent)), 930);
    for ($got = []; count($got) < 10 && ($more = xsock_recv_many($server, 4, $size)); ) {
        $got = array_merge($got, $more);
    }
    check("$size payloads", array_column($got, 0), array_map(fn($one) => substr($one, 0, $size), $sent));
    check("$size truncated", array_column($got, 2), array_map(fn($one) => strlen($one) > $size, $sent));
}
// Without it nothing is different.
$plain = xsock_server('udp://127.0.0.1:0');
$client = xsock_client('udp://127.0.0.1:' . port_of($plain));
fwrite($client, '12345');
check('plain', array_map(fn($one) => [$one[0], $one[2]], xsock_recv_many($plain, 4, 3)), [['123', true]]);
done();
?>
--EXPECT--
25 checks, all right
