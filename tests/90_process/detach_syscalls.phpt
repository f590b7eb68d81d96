--TEST--
xsock_detach() makes no call but close
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// No shutdown(2), which would end the connection for the child as well.
require __DIR__ . '/../inc/checks.inc';
[$printed, $lines] = trace('
    [$server, $client, $connection] = trio();
    $unix = xsock_server("unix://" . scratch() . "/a", options: ["unix_unlink" => true]);
    mark("a");
    xsock_detach($connection);
    mark("b");
    xsock_detach($unix);
    mark("c");
    $client = client_of($server);
    $connection = xsock_accept($server, 10);
    mark("d");
    fclose($connection);
    mark("e");
');
check('output', $printed, '');
check('connection', call_names(between($lines, 'a', 'b')), 'close');
check('listener', preg_match('~^close( close)?$~', call_names(between($lines, 'b', 'c'))), 1);
check('fclose', preg_match('~^(shutdown )?close$~', call_names(between($lines, 'd', 'e'))), 1);
done();
?>
--EXPECT--
4 checks, all right
