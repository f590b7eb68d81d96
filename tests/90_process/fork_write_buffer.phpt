--TEST--
Gathered output belongs to the process that gathered it: a child sends its own, never its parent's
--EXTENSIONS--
xsock
pcntl
--FILE--
<?php
require __DIR__ . '/../inc/peer.inc';

function pair(): array
{
    $server = xsock_server('tcp://127.0.0.1:0', write_buffer: 1000);
    $client = xsock_client('tcp://' . stream_socket_get_name($server, false), write_buffer: 0);
    return [xsock_accept($server, 10), $client];
}

// One worker per connection, the parent only detaches: what the child wrote arrives.
[$conn, $client] = pair();
$child = Peer::run(function () use ($conn) {
    fwrite($conn, 'from the child');
    return fclose($conn);
}, [$client]);
$child->result();
xsock_detach($conn);
var_dump(stream_get_contents($client));

// Both gather: each sends its own.
[$conn, $client] = pair();
fwrite($conn, 'parent');
$child = Peer::run(function () use ($conn) {
    fwrite($conn, 'child,');
    return fclose($conn);
}, [$client]);
$child->result();
fclose($conn);
var_dump(stream_get_contents($client));

// Output the parent holds back does not keep a reading child busy.
[$conn, $client] = pair();
fwrite($conn, 'parent');
$child = Peer::run(function () use ($conn) {
    $used = fn () => array_sum(array_map(fn ($k) => getrusage()["ru_{$k}time.tv_usec"] + 1e6 * getrusage()["ru_{$k}time.tv_sec"], ['u', 's']));
    stream_set_timeout($conn, 0, 300000);
    $before = $used();
    fread($conn, 10);
    return $used() - $before < 100000 ? 'idle' : 'busy';
}, [$client]);
var_dump($child->result());
?>
--EXPECT--
string(14) "from the child"
string(12) "child,parent"
string(4) "idle"
