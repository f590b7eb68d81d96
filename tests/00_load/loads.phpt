--TEST--
The extension is there with all its functions
--EXTENSIONS--
xsock
--FILE--
<?php
// The first thing a user looks at after installing: is it loaded, and are the functions there?
require __DIR__ . '/../inc/checks.inc';
check('loaded', extension_loaded('xsock'));
check_has('version', phpversion('xsock'), '.');
$functions = get_extension_funcs('xsock');
foreach (explode(' ', 'server accept accept_many client info set_option get_option detach reset writev') as $name) {
    check("xsock_$name()", in_array("xsock_$name", $functions, true));
}
done();
?>
--EXPECT--
12 checks, all right
