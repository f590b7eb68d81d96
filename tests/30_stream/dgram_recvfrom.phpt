--TEST--
datagrams: recvfrom with the sender, PEEK, truncation; sendto answers
--EXTENSIONS--
pcntl
sockets
xsock
--FILE--
<?php
// The UDP server of the manual: recvfrom, sendto to whoever asked.
require __DIR__ . '/../inc/both.inc';
both(['udp', 'udg'], function (Side $s): array {
    $mine = $s->listen();
    stream_set_timeout($mine, 5);
    $udp = $s->kind === 'udp';
    $peer = socket_create($udp ? AF_INET : AF_UNIX, SOCK_DGRAM, 0);
    socket_bind($peer, $name = $udp ? '127.0.0.1' : $s->freshAddress());
    socket_connect($peer, ...($udp ? explode(':', $s->addressOf($mine)) : [$s->addressOf($mine)]));
    if ($udp) {
        socket_getsockname($peer, $name, $port);
        $name .= ":$port";
    }
    $send = fn (string $data) => socket_send($peer, $data, strlen($data), 0);
    $seen = ['sent' => $send('question')];
    $seen['peek'] = stream_socket_recvfrom($mine, 100, STREAM_PEEK, $from);
    $seen['peek from'] = $from;
    $seen['recv'] = stream_socket_recvfrom($mine, 100, 0, $from);
    $seen['from'] = $from === $name;
    $seen['answer'] = stream_socket_sendto($mine, 'answer', 0, $from);
    $seen['arrives'] = [@socket_recv($peer, $got, 100, MSG_DONTWAIT), $got];
    $send('longer than asked');
    $seen['cut'] = stream_socket_recvfrom($mine, 6);
    $send('next');
    $seen['rest is gone'] = stream_socket_recvfrom($mine, 100);
    $send('');
    $seen['empty'] = stream_socket_recvfrom($mine, 100, 0, $from);
    $seen['feof'] = feof($mine);
    stream_set_blocking($mine, false);
    $seen['nothing there'] = stream_socket_recvfrom($mine, 100);
    $seen['fread nothing'] = fread($mine, 100);
    $seen['feof then'] = feof($mine);
    return $seen;
}, ['server']);
?>
--EXPECT--
udp: equal
udg: equal
