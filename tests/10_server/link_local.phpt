--TEST--
names of link-local addresses have their interface, so that they can be used
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'link_local'); ?>
--FILE--
<?php
// fe80::1 alone is an address on every interface. Peers were shown without it: nobody could connect to what
// stream_socket_get_name() gave, nor answer, from an address of his own, what xsock_recv_many() brought.
require __DIR__ . '/../inc/checks.inc';
$before = 'exec unshare -n sh -c \'ip link set lo up && ip -6 addr add fe80::1/64 dev lo nodad'
    . ' && for i in $(seq 100); do ip -6 route show table local | grep -q fe80::1 && break; sleep 0.1; done && exec "$0" "$@"\'';
echo run_php('
    $server = xsock_server("tcp://[fe80::1%lo]:0");
    $name = stream_socket_get_name($server, false);
    check_has("own name", $name, "[fe80::1%lo]:");
    $client = xsock_client("tcp://$name", $code, $text, 10);
    check("connects", $text, "");
    xsock_accept($server, 10, $peer);
    check("peer", $peer, stream_socket_get_name($client, false));
    check_has("peer", $peer, "[fe80::1%lo]:");
    check("info", [xsock_info($client)["local"], xsock_info($client)["peer"]], [$peer, $name]);

    foreach ([false, true] as $pktinfo) {
        $server = xsock_server("udp://[::]:0", options: ["ip_pktinfo" => $pktinfo]);
        $client = xsock_server("udp://[fe80::1%lo]:0");
        stream_set_timeout($server, 10);
        stream_set_timeout($client, 10);
        $to = "[fe80::1%lo]:" . port_of($server);
        check("asks", xsock_send_many($client, [["?", $to]]), 1);
        $got = xsock_recv_many($server);
        check("from", $got[0][1], stream_socket_get_name($client, false));
        check("answers as it came", xsock_send_many($server, $got), 1);
        check("answer", array_slice(xsock_recv_many($client)[0], 0, 2), ["?", $to]);
        check("PHP answers", stream_socket_sendto($server, "!", 0, $got[0][1]), 1);
        check("answer to PHP", stream_socket_recvfrom($client, 10, 0, $from), "!");
        check("from there", $from, $to);
    }
    check("other addresses have none", preg_match("~^\[::1\]:\d+$~", stream_socket_get_name(xsock_server("tcp://[::1]:0"), false)), 1);
    done();
', $before);
?>
--EXPECT--
20 checks, all right
