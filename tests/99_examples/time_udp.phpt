--TEST--
examples/time_udp.php answers each datagram, an empty one too
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('bash', 'socat');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$example = new Example('time_udp.php', 'udp://127.0.0.1:0');
$name = host_and_port($example->address);

// bash writes one datagram and reads one.
echo client('bash', '-c', 'exec 3<>"/dev/udp/${0%:*}/${0##*:}"; echo now >&3; head -n 1 <&3', $name);
// socat: -t is how long it waits for an answer after the end of its input, so this ends when the time is up.
// shut-none: newer ones would send an empty datagram at that end and be answered once more.
echo client('bash', '-c', 'echo now | socat -t 0.5 - "UDP:$0,shut-none"', $name);

$socket = stream_socket_client("udp://$name");
stream_set_timeout($socket, PATIENCE);
stream_socket_sendto($socket, '');
echo fread($socket, 100);

// The example runs on, and a second datagram right behind the first gets an answer of its own.
fwrite($socket, 'a');
fwrite($socket, 'b');
echo fread($socket, 100), fread($socket, 100);
echo $example->end();
?>
--EXPECTF--
%s %s %d %d:%d:%d %d
%s %s %d %d:%d:%d %d
%s %s %d %d:%d:%d %d
%s %s %d %d:%d:%d %d
%s %s %d %d:%d:%d %d
exit 0
