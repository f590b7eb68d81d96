--TEST--
EINTR from accept or poll: false, code EINTR, no warning; the client is still there
--EXTENSIONS--
xsock
pcntl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// The injected error comes without a signal, so that the moment is exact.
require __DIR__ . '/../inc/checks.inc';
foreach (['accept4' => 'accept4', 'poll' => 'poll,ppoll'] as $name => $calls) {
    foreach (['xsock_accept($server, 10, $peer, $code, $text)', '(xsock_accept_many($server, 5, 10, $peers, $code) ?: false)'] as $i => $call) {
        // core's connect polls before: only calls behind its last one may be hit, so the client comes from another process
        [$printed, $lines] = trace('
            $server = xsock_server("tcp://127.0.0.1:0");
            $peer_process = Peer::run(function (Peer $parent) use ($server) {
                $client = client_of($server);
                $parent->say("connected");
                return fgets($client);
            });
            $got = $code = null;
            for ($round = 0; $round < 5 && $code !== 4; $round++) {
                $got = ' . $call . ';
                if ($got) {
                    break;
                }
            }
            check("interrupted", [$got, $code], [false, 4]);
            check("no warning", warned(), "");
            $connection = xsock_accept($server, 10, $peer, $code) ?: xsock_accept($server, 10, $peer, $code);
            check("still there", is_resource($connection));
            fwrite($connection, "hello\n");
            check("served", $peer_process->result(), "hello\n");
            done();
        ', "-e trace=accept4,poll,ppoll -e inject=$calls:error=EINTR:when=1");
        check("$name $i", $printed, "4 checks, all right\n");
        check("$name $i provoked", count(preg_grep('~INJECTED~', $lines)), 1);
    }
}
done();
?>
--EXPECT--
8 checks, all right
