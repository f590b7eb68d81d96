--TEST--
examples/ephemeral_port.php gets a free port and ends after the answer that counts
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$example = new Example('ephemeral_port.php');
$url = 'http://' . host_and_port($example->address);
echo preg_match('~^tcp://127\.0\.0\.1:[1-9]\d*$~', $example->address), "\n";

// A spare connection that says nothing and closes, as browsers make them.
fclose(stream_socket_client($example->address));
echo client('curl', '-sS', '--noproxy', '*', '-w', '%{http_code}\n', "$url/favicon.ico");
echo client('curl', '-sS', '--noproxy', '*', '-w', '%{http_code}\n', "$url/?code=1234");
echo $example->end(0);
?>
--EXPECTF--
1
No code.
404
Thank you, back to the terminal.
200
exit 0
code 1234
