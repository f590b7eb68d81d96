--TEST--
A restarted server gets its port back at once, unless so_reuseaddr is off
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Old connections in TIME_WAIT must not keep a server from starting again.
require __DIR__ . '/../inc/checks.inc';
function run(bool $reuse): string
{
    [$server, $client, $connection] = trio('tcp://127.0.0.1:0', ['so_reuseaddr' => $reuse]);
    $port = port_of($server);
    fclose($connection); // the server closes first: its side lingers in TIME_WAIT
    fread($client, 1);
    fclose($client);
    fclose($server);
    $again = xsock_server("tcp://127.0.0.1:$port", $code, $text, options: ['so_reuseaddr' => $reuse]);
    return $again ? 'back' : $text;
}
check('default', run(true), 'back');
check_has('off', run(false), 'Address already in use');
warned();
done();
?>
--EXPECT--
2 checks, all right
