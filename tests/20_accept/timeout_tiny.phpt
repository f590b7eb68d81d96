--TEST--
A wait that is over when it begins ends
--EXTENSIONS--
xsock
--FILE--
<?php
// What was left of a timeout was computed twice; when it ended between the two, poll(2) was asked to wait for ever.
// Timeouts of nanoseconds meet that moment within a few calls, longer ones did once in a while.
$server = xsock_server('tcp://127.0.0.1:0');
for ($i = 0; $i < 300; $i++) {
    $got = xsock_accept($server, ($i % 150 + 1) * 1e-8);
    if ($got !== false) {
        echo "somebody came\n";
    }
}
echo "all ended\n";
?>
--EXPECT--
all ended
