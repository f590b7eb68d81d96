--TEST--
examples/time_tcp.php tells socat and bash the time and ends on SIGTERM
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

$example = new Example('time_tcp.php', 'tcp://127.0.0.1:0');
$name = host_and_port($example->address);
echo client('socat', '-u', "TCP:$name", '-');
echo client('bash', '-c', 'cat <"/dev/tcp/${0%:*}/${0##*:}"', $name);
echo $example->end();
?>
--EXPECTF--
The local time is %d-%d-%d %d:%d:%d
The local time is %d-%d-%d %d:%d:%d
exit 0
told 127.0.0.1:%d
told 127.0.0.1:%d
