--TEST--
Of a crowd larger than setup_limit only as many are taken at a time as there are places for
--EXTENSIONS--
xsock
--FILE--
<?php
// One round took all who waited in the kernel's queue. The first of them had to give way before anybody looked whether they
// had something to say by then: of a crowd of good clients some were lost.
require __DIR__ . '/proxy.inc';

$server = xsock_server('tcp://127.0.0.1:0', options: ['setup_limit' => 8, 'proxy_protocol' => 'required', 'proxy_trusted' => ['*']]);
$clients = array_map(fn () => client_of($server), range(0, 15));
readable($server, 0);
check_within('gave way at the first look', xsock_info($server)['setup_evicted'], 0, 4); // it was 8
foreach (range(4, 7) as $i) {
    fwrite($clients[$i], "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n$i\n");
}
for ($heard = []; count($heard) < 4 && $conn = xsock_accept($server, 5);) {
    $heard[] = (int) fgets($conn);
}
sort($heard);
check('who spoke', $heard, [4, 5, 6, 7]);
done();
?>
--EXPECT--
2 checks, all right
