--TEST--
phpinfo() says what is compiled in
--EXTENSIONS--
xsock
--FILE--
<?php
// Bug reports begin with phpinfo(): version, OpenSSL, the waiting mechanism, the optional system calls, the INI settings.
require __DIR__ . '/../inc/checks.inc';
ob_start();
phpinfo(INFO_MODULES);
$text = ob_get_clean();
check('has a section', preg_match('~\n\s*xsock\s*\n(.*?)(?=\n\n\w+\n\n|\Z)~s', $text, $m), 1);
$section = substr($text, strpos($text, "\nxsock\n"), 2500);
check_has('section', $section, phpversion('xsock'), 'OpenSSL', 'accept4', 'recvmmsg', 'sendfile', 'xsock.backlog', 'xsock.read_buffer', 'xsock.write_buffer', '4096', '8192');
done();
?>
--EXPECT--
2 checks, all right
