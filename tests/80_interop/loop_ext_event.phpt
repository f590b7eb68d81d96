--TEST--
Servers of all kinds in the loop of ext-event, which asks for a stream's descriptor once
--EXTENSIONS--
openssl
event
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'linux'); ?>
--FILE--
<?php
require __DIR__ . '/ext_loops.inc';
check_loop(fn () => new UnderEvent());
done();
?>
--EXPECT--
22 checks, all right
