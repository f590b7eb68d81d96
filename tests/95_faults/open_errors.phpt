--TEST--
Every step of opening a listener may fail: its name, its errno, nothing left behind
--EXTENSIONS--
xsock
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// socket, each setsockopt, bind, listen, chmod, chown: the descriptor and the socket file must go.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
foreach ([
    ['socket:error=EMFILE', 'tcp://127.0.0.1:0', 24, 'socket'],
    ['socket:error=EAFNOSUPPORT', 'udp://127.0.0.1:0', 97, 'socket'],
    ['setsockopt:error=ENOMEM', 'tcp://127.0.0.1:0', 12, 'setsockopt'],
    ['bind:error=EACCES', 'tcp://127.0.0.1:0', 13, 'bind'],
    ['bind:error=ENOMEM', "unix://$dir/a", 12, 'bind'],
    ['listen:error=EADDRINUSE', 'tcp://127.0.0.1:0', 98, 'listen'],
    ['listen:error=EADDRINUSE', "unix://$dir/a", 98, 'listen'],
    ['listen:error=ENOMEM', "unix://$dir/plain", 12, 'listen'],
    ['chmod,fchmodat,?fchmodat2,fchmod:error=EPERM', "unix://$dir/a", 1, 'chmod'],
    ['chmod,fchmodat,?fchmodat2,fchmod:error=EPERM', "udg://$dir/a", 1, 'chmod'],
    ['chown,lchown,?lchown32,fchownat,fchown:error=EPERM', "unix://$dir/a", 1, 'chown'],
] as [$inject, $address, $errno, $step]) {
    $options = str_ends_with($address, '/a') ? '["unix_mode" => 0600, "unix_owner" => posix_geteuid(), "unix_unlink" => true]' : '[]';
    [$printed, $lines] = trace('
        $fds = xt_fds();
        $got = xsock_server("' . $address . '", $code, $text, options: ' . $options . ');
        check("failed", [$got, $code], [false, ' . $errno . ']);
        check_has("text", $text, "' . $step . '", "' . $address . '");
        check("warning", warned(), "xsock_server(): $text");
        check("descriptors", xt_fds(), $fds);
        done();
    ', '-e trace=' . strtok($inject, ':') . " -e inject=$inject");
    check("$inject $address", $printed, "4 checks, all right\n");
    check_within("$inject $address provoked", count(preg_grep('~INJECTED~', $lines)), 1, 100);
    check("$inject $address leaves no file", glob("$dir/*"), []);
}
[$printed, $lines] = trace('
    $server = xsock_server("tcp://127.0.0.1:0", $code, $text);
    check("a server without its timer", [is_resource($server), $text, warned()], [true, "", ""]);
    $client = client_of($server);
    check("accepts", is_resource(xsock_accept($server, 10)));
    done();
', '-e trace=timerfd_create -e inject=timerfd_create:error=EMFILE');
check('timerfd_create', $printed, "2 checks, all right\n");
done();
?>
--EXPECT--
34 checks, all right
