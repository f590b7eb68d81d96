--TEST--
A unix socket left open at the end of the script is removed as well
--EXTENSIONS--
xsock
--FILE--
<?php
// exit() in the middle, an exception, the end of the script: the path goes like with fclose.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
foreach (['', 'exit(3);', 'throw new Exception("x");', 'function f() { static $keep; $keep = $GLOBALS["server"]; } f();'] as $i => $end) {
    run_php('$server = xsock_server("unix://' . $dir . "/$i" . '", options: ["unix_unlink" => true]); file_put_contents("' . $dir . "/made$i" . '", (string) file_exists("' . "$dir/$i" . '")); ' . $end);
    check("was there $i", file_get_contents("$dir/made$i"), '1');
    check("is gone $i", file_exists("$dir/$i"), false);
}
done();
?>
--EXPECT--
8 checks, all right
