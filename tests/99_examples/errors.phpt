--TEST--
examples: an address in use or not an address is said in one line on stderr, exit status 1
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$taken = ['tcp' => stream_socket_server('tcp://127.0.0.1:0'),
          'udp' => stream_socket_server('udp://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND)];
$examples = dirname(__DIR__, 2) . '/examples';
foreach (['time_tcp', 'time_udp', 'ephemeral_port', 'chat', 'burst', 'slow_worker', 'prefork', 'reuseport'] as $name) {
    $scheme = $name === 'time_udp' ? 'udp' : 'tcp';
    foreach ([$used = stream_socket_get_name($taken[$scheme], false), '127.0.0.1:80800'] as $where) {
        $run = Example::command([...Example::php(), "$examples/$name.php", "$scheme://$where"], [2 => ['redirect', 1]]);
        echo "$name: ", str_replace($used, 'USED', $run->end(0));
    }
}
?>
--EXPECTF--
time_tcp: exit 1
bind tcp://USED: Address already in use
time_tcp: exit 1
address tcp://127.0.0.1:80800: port is not a decimal number from 0 to 65535
time_udp: exit 1
bind udp://USED: Address already in use
time_udp: exit 1
address udp://127.0.0.1:80800: port is not a decimal number from 0 to 65535
ephemeral_port: exit 1
bind tcp://USED: Address already in use
ephemeral_port: exit 1
address tcp://127.0.0.1:80800: port is not a decimal number from 0 to 65535
chat: exit 1
bind tcp://USED: Address already in use
chat: exit 1
address tcp://127.0.0.1:80800: port is not a decimal number from 0 to 65535
burst: exit 1
bind tcp://USED: Address already in use
burst: exit 1
address tcp://127.0.0.1:80800: port is not a decimal number from 0 to 65535
slow_worker: exit 1
bind tcp://USED: Address already in use
slow_worker: exit 1
address tcp://127.0.0.1:80800: port is not a decimal number from 0 to 65535
prefork: exit 1
bind tcp://USED: Address already in use
prefork: exit 1
address tcp://127.0.0.1:80800: port is not a decimal number from 0 to 65535
reuseport: exit 1
bind tcp://USED: Address already in use
reuseport: exit 1
address tcp://127.0.0.1:80800: port is not a decimal number from 0 to 65535
