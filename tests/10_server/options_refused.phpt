--TEST--
An option the system refuses fails the call by its name, nothing stays open
--EXTENSIONS--
xsock
pcntl
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Half configured servers are worse than none: a wrong congestion control, a missing interface or right is an error.
require __DIR__ . '/../inc/checks.inc';
foreach ([['tcp_congestion', 'nosuch', 2, 'No such file or directory'], ['so_bindtodevice', 'nosuch0', 19, 'No such device']] as [$name, $value, $errno, $reason]) {
    check($name, xsock_server('tcp://127.0.0.1:0', $code, $text, options: [$name => $value]), false);
    check("$name code", $code, $errno);
    check_has("$name text", $text, $name, 'tcp://127.0.0.1:0', $reason);
    check_has("$name warning", warned(), $text);
}
check_no_leak('a refused option', fn() => xsock_server('tcp://127.0.0.1:0', options: ['tcp_congestion' => 'nosuch']));
$peer = Peer::run(function () {
    posix_setgid(65534);
    posix_setuid(65534);
    $results = [];
    foreach (['so_mark' => 7, 'ip_transparent' => true] as $name => $value) {
        $server = xsock_server('tcp://127.0.0.1:0', $code, $text, options: [$name => $value]);
        $results[$name] = [$server, $code, $text];
    }
    warned();
    return $results;
});
foreach ($peer->result() as $name => [$server, $code, $text]) {
    check("$name without the right to", $server, false);
    check("$name errno", $code, 1);
    check_has("$name says so", $text, $name, 'Operation not permitted');
}
done();
?>
--EXPECT--
16 checks, all right
