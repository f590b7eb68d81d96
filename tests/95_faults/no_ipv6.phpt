--TEST--
tcp://*:0 is IPv4 alone where IPv6 is off
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// Two ways to be off: the kernel has no AF_INET6, or it is disabled and :: cannot be bound.
require __DIR__ . '/../inc/checks.inc';
foreach (['socket:error=EAFNOSUPPORT:when=1', 'bind:error=EADDRNOTAVAIL:when=1'] as $inject) {
    foreach (['tcp', 'udp'] as $scheme) {
        [$printed, $lines] = trace('
            $fds = count(xt_fds());
            $server = xsock_server("' . $scheme . '://*:0", $code, $text);
            check("opens", [is_resource($server), $code, $text, warned()], [true, 0, "", ""]);
            check_has("name", stream_socket_get_name($server, false), "0.0.0.0:");
            fclose($server);
            check("descriptors", count(xt_fds()), $fds);
            done();
        ', '-e trace=' . strtok($inject, ':') . " -e inject=$inject");
        check("$scheme $inject", $printed, "3 checks, all right\n");
        check("$scheme $inject provoked", count(preg_grep('~INJECTED~', $lines)), 1);
    }
}
done();
?>
--EXPECT--
8 checks, all right
