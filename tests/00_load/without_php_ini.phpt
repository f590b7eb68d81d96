--TEST--
Loads alone, without php.ini and without any other extension
--EXTENSIONS--
xsock
--FILE--
<?php
// php -n is how packagers test; an optional dependency (openssl, sockets) must stay optional.
require __DIR__ . '/../inc/checks.inc';
$so = preg_match('~-d\s*["\']?extension=([^"\'\s]*xsock[^"\'\s]*)~', (string) getenv('TEST_PHP_EXTRA_ARGS'), $m) ? $m[1] : 'xsock.so';
if (!str_contains($so, '/')) { // "make test" gives the name alone, beside a folder
    $so = ini_get('extension_dir') . '/' . basename($so, '.so') . '.so';
}
$command = escapeshellarg(getenv('TEST_PHP_EXECUTABLE') ?: PHP_BINARY) . ' -n -d extension=' . escapeshellarg($so);
exec($command . ' -r ' . escapeshellarg('$s = xsock_server("tcp://127.0.0.1:0"); echo get_resource_type($s), " ", (int) extension_loaded("xsock");') . ' 2>&1', $lines, $status);
check('output', $lines, ['stream 1']);
check('status', $status, 0);
done();
?>
--EXPECT--
2 checks, all right
