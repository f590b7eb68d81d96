--TEST--
tls:// without OpenSSL is refused with words that say so
--EXTENSIONS--
xsock
--SKIPIF--
<?php ob_start(); phpinfo(INFO_MODULES); if (preg_match('~xsock.*?OpenSSL => (?!no|built)~si', ob_get_clean())) die('skip needs a build without OpenSSL'); ?>
--FILE--
<?php
// A build without TLS must not pretend: no plain listener on a tls:// address, no "unknown transport".
require __DIR__ . '/../inc/checks.inc';
foreach (['tls', 'ssl', 'xtls'] as $scheme) {
    check($scheme, xsock_server("$scheme://127.0.0.1:0", $code, $text), false);
    check("$scheme code", $code, 0);
    check_has("$scheme text", $text, 'built without OpenSSL');
    check_has("$scheme warning", warned(), 'built without OpenSSL');
}
done();
?>
--EXPECT--
12 checks, all right
