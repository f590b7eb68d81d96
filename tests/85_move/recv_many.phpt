--TEST--
recv_many: what is there in one system call, whole, in order, with who sent it
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
foreach (['udp://127.0.0.1:0', 'udp://[::1]:0', 'udg://' . scratch() . '/s', 'udg://@xs-many-' . getmypid()] as $address) {
    $server = xsock_server($address, options: ['nonblock' => true]);
    $name = stream_socket_get_name($server, false);
    check("$address: nothing there", xsock_recv_many($server), []);
    $scheme = strstr($address, ':', true);
    $one = xsock_client("$scheme://$name");
    $two = xsock_client("$scheme://$name");
    $large = str_repeat('x', 65507);
    foreach ([[$one, 'first'], [$two, ''], [$one, $large], [$one, "a\0b"]] as [$client, $payload]) {
        check("$address: sent", fwrite($client, $payload), strlen($payload));
        $payload === '' && stream_socket_sendto($client, '');
    }
    $got = xsock_recv_many($server);
    check("$address: payloads", array_column($got, 0) === ['first', '', $large, "a\0b"]);
    $names = [(string) stream_socket_get_name($one, false), (string) stream_socket_get_name($two, false)]; // "": unnamed
    check("$address: peers", array_column($got, 1), [$names[0], $names[1], $names[0], $names[0]]);
    check("$address: none cut", array_column($got, 2), [false, false, false, false]);
    check("$address: a list of lists", array_is_list($got) && array_is_list($got[0]) && count($got[0]) === 3);
    check("$address: counted", xsock_info($server)['bytes_in'], 5 + 65507 + 3);
}
// Unix peers with names: files and abstract ones.
$dir = scratch();
$server = xsock_server("udg://$dir/server", options: ['nonblock' => true]);
$file = xsock_server("udg://$dir/peer", options: ['nonblock' => true]);
$abstract = xsock_server('udg://@xs-peer-' . getmypid(), options: ['nonblock' => true]);
foreach ([$file, $abstract, $file] as $i => $peer) {
    check('sent', xsock_send_many($peer, [["from $i", "$dir/server"]]), 1);
}
$got = xsock_recv_many($server);
check('by name', $got, [['from 0', "$dir/peer", false], ['from 1', '@xs-peer-' . getmypid(), false], ['from 2', "$dir/peer", false]]);
check('back', xsock_send_many($server, $got), 3);
check('to the file', array_column(xsock_recv_many($file), 0), ['from 0', 'from 2']);
check('to the abstract name', xsock_recv_many($abstract), [['from 1', "$dir/server", false]]);
done();
?>
--EXPECT--
47 checks, all right
