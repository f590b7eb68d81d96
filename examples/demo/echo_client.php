<?php
// Says something to the echo server and shows what comes back.
//   php -d extension=xsock.so examples/demo/echo_client.php tcp://127.0.0.1:8007 hello

[, $address, $text] = $argv;
$stream = xsock_client($address, timeout: 5.0);
if (!$stream) {
    exit(1);    // xsock_client() has said why
}
fwrite($stream, "$text\n");
stream_set_timeout($stream, 5);
$answer = fgets($stream);
echo $answer;
exit($answer === "$text\n" ? 0 : 1);
