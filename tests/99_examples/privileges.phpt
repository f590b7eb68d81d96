--TEST--
examples/privileges.php: root opens the port, nobody serves it
--EXTENSIONS--
xsock
posix
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl');
posix_geteuid() === 0 || die('skip needs the rights of root');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$example = new Example('privileges.php', 'tcp://127.0.0.9:81', 'nobody');
echo client('curl', '-sS', 'http://127.0.0.9:81/');
echo client('curl', '-sS', 'http://127.0.0.9:81/');
echo $example->end();

// A port that is taken: said by the part without rights, with the text of the one with them.
$example = Example::command([...Example::php(), dirname(__DIR__, 2) . '/examples/privileges.php', 'tcp://192.0.2.1:81'],
    [2 => ['redirect', 1]]);
echo $example->end(0);
?>
--EXPECT--
served by nobody
served by nobody
exit 0
exit 1
bind tcp://192.0.2.1:81: Cannot assign requested address
