--TEST--
A unix_mode written in decimal is refused with a hint, and a string, whose digits would be decimal
--EXTENSIONS--
xsock
--FILE--
<?php
// A string '0400' was taken as 400, which is 0620: more rights than asked for.
// "must be between 0 and 511" told nobody what is wrong with 660.
foreach ([660, '0660', '0400'] as $mode) {
    try {
        xsock_server('unix://@xs' . getmypid(), options: ['unix_mode' => $mode]);
    } catch (ValueError | TypeError $e) {
        echo $e->getMessage(), "\n";
    }
}
$context = stream_context_create(['socket' => ['unix_mode' => 660]]);
var_dump(@xsock_server('unix://@xs' . getmypid(), $code, $message, context: $context));
echo $message, "\n";
?>
--EXPECT--
xsock_server(): Argument #11 ($options) option "unix_mode" must be between 0 and 0777, an int written in octal, 660 given
xsock_server(): Argument #11 ($options) option "unix_mode" must be of type int written in octal, string "0660" given
xsock_server(): Argument #11 ($options) option "unix_mode" must be of type int written in octal, string "0400" given
bool(false)
Socket context option "unix_mode" must be between 0 and 0777, an int written in octal, 660 given
