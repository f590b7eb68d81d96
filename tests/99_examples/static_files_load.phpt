--TEST--
examples/static_files.php under wrk: 50 connections at once, each answered, none reset
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('wrk');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$root = sys_get_temp_dir() . '/xs_load_' . getmypid();
mkdir($root);
file_put_contents("$root/page", str_repeat('0123456789', 1000));
$example = new Example('static_files.php', 'tcp://127.0.0.1:0', $root);
$said = client('wrk', '-t1', '-c50', '-d2s', '--timeout', '20s', 'http://' . host_and_port($example->address) . '/page');
echo preg_match('/[1-9]\d* requests in/', $said) ? 'answered' : $said, "\n";
echo preg_match('/Socket errors.*|Non-2xx.*/', $said, $match) ? $match[0] : 'no errors', "\n";
echo $example->end();
unlink("$root/page");
rmdir($root);
?>
--EXPECT--
answered
no errors
exit 0
