--TEST--
Out of descriptors in a blocking accept: false, EMFILE, a warning; the listener stays usable
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('proc'); ?>
--FILE--
<?php
// Programs that cast the listener only once get the error at once, with at most one warning a second.
require __DIR__ . '/../inc/checks.inc';
echo run_php(<<<'SCRIPT'
    $server = xsock_server('tcp://127.0.0.1:0');
    $peer = Peer::run(function (Peer $parent) use ($server) {
        $clients = [client_of($server), client_of($server)];
        $parent->say('connected');
        return [fgets($clients[0]), fgets($clients[1])];
    });
    $peer->hear();
    $taken = [];
    while ($file = @fopen('/dev/null', 'r')) {
        $taken[] = $file;
    }
    check('false', xsock_accept($server, 10, $name, $code, $text), false);
    check('code', $code, 24);
    check_has('text', $text, 'accept', 'tcp://127.0.0.1:0', 'Too many open files');
    check('warning', warned(), "xsock_accept(): $text");
    for ($i = 0; $i < 20; $i++) {
        check("again $i", xsock_accept($server, 10, $name, $code), false);
        check("again $i code", $code, 24);
    }
    check_within('no storm of warnings', count($GLOBALS['xs_warned']), 0, 5);
    warned();
    check('list', xsock_accept_many($server, 5, 10, $peers, $code), []);
    check('list code', $code, 24);
    warned();
    $taken = [];
    for ($i = 0; $i < 2; $i++) {
        $connection = xsock_accept($server, 10, $name, $code);
        check("served $i", $code, 0);
        fwrite($connection, "hello\n");
    }
    check('both', $peer->result(), ["hello\n", "hello\n"]);
    done();
    SCRIPT, 'ulimit -n 48; exec');
?>
--EXPECT--
50 checks, all right
