--TEST--
A connection handed to a child: the parent's detach, fclose or end does not disturb it
--EXTENSIONS--
xsock
pcntl
--FILE--
<?php
// One process per client: accept, fork, the parent lets go.
require __DIR__ . '/../inc/checks.inc';
$server = xsock_server('tcp://127.0.0.1:0');
foreach (['detach', 'fclose'] as $how) {
    $client = client_of($server);
    $connection = xsock_accept($server, 10);
    $peer = Peer::run(function (Peer $parent) use ($connection) {
        $parent->hear();
        fwrite($connection, strtoupper(fgets($connection)));
        $parent->hear();
        fclose($connection);
    });
    check("$how", $how === 'detach' ? xsock_detach($connection) : fclose($connection), true);
    check("$how ends the resource", is_resource($connection), false);
    $peer->say();
    fwrite($client, "question\n");
    check("$how: the child answers", fgets($client), "QUESTION\n");
    check("$how: no end yet", feof($client), false);
    $peer->say();
    check("$how: the end comes from the child", [fgets($client), feof($client)], [false, true]);
    $peer->result();
}
// The other way round: a child ends, the parent goes on.
[$server, $client, $connection] = trio();
Peer::run(function () use ($connection) {
    fwrite($connection, "from the child\n");
})->result();
check('child', fgets($client), "from the child\n");
fwrite($connection, "from the parent\n");
check('parent', fgets($client), "from the parent\n");
check('no end', feof($client), false);
// Gathered bytes belong to the process that gathered them.
[$server, $client, $connection] = trio('tcp://127.0.0.1:0', ['write_buffer' => 8192]);
fwrite($connection, "once ");
Peer::run(fn() => null)->result();
Peer::run(fn() => fclose($connection))->result();
Peer::run(fn() => xsock_detach($connection))->result();
fwrite($connection, 'only');
fclose($connection);
check('gathered bytes go out once', stream_get_contents($client), 'once only');
done();
?>
--EXPECT--
14 checks, all right
