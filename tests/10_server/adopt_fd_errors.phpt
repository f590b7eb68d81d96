--TEST--
fd://N of something that is no listening socket is refused; the descriptor stays as it was
--EXTENSIONS--
xsock
sockets
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// An adopted file would make accept fail later, far from the cause.
require __DIR__ . '/../inc/checks.inc';
$file = fopen(__FILE__, 'r');
$fd_of_file = array_search(__FILE__, xt_fds(), true);
check('the file is open', is_int($fd_of_file));
[$server, $client, $connection] = trio();
$cases = [
    ["fd://$fd_of_file", 'Socket operation on non-socket'],
    ['fd://19999', 'Bad file descriptor'],
    ['fd://2147483647', 'Bad file descriptor'],
    ['fd://' . xt_fd($connection), 'not listening'],
    ['fd://' . xt_fd($client), 'not listening'],
    ['fd://' . xt_fd($server), 'another stream of xsock has this descriptor'], // closed twice, the second time it may be another's
];
foreach ($cases as [$address, $word]) {
    $before = xt_fds();
    check($address, xsock_server($address, $code, $text), false);
    check_has("$address text", $text, $address, $word);
    check_has("$address warning", warned(), $text);
    check("$address: descriptors as before", xt_fds(), $before);
}
fwrite($client, "alive\n");
check('the connection is unharmed', fgets($connection), "alive\n");
check('the file too', fread($file, 5), '<?php');
check_no_leak('a refused descriptor', function () use ($cases) {
    foreach ($cases as [$address]) {
        xsock_server($address);
    }
});
done();
?>
--EXPECT--
29 checks, all right
