--TEST--
TLS needs no ext/openssl: a server and its client certificates, also on a PHP without that extension
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl', 'curl'); ?>
--FILE--
<?php
// Images that are kept small leave ext/openssl out; xsock speaks TLS with the library itself. Only certificates as PHP objects
// need the extension, and who asks for them without it is told so. Run on such a PHP by ./dev test --without-ext-openssl.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
exec("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 30 -subj /CN=localhost"
    . " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout $dir/pem -out $dir/cert 2>&1 && cat $dir/cert >> $dir/pem", $lines, $status);
check('certificate made', [$status, $status ? $lines : []], [0, []]);

$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => "$dir/pem", 'verify_peer' => true, 'cafile' => "$dir/cert", 'capture_peer_cert' => true]);
$curl = proc_open(['curl', '-sS', '--max-time', '60', '--cacert', "$dir/cert", '--cert', "$dir/pem", 'https://127.0.0.1:' . port_of($server)], [1 => ['pipe', 'w'], 2 => ['redirect', 1]], $pipes);
$conn = xsock_accept($server, 60);
while (!in_array($line = fgets($conn), ["\r\n", false], true)) {
}
fwrite($conn, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nyes");
check_has('peer', json_encode(xsock_info($conn)), 'localhost', 'TLSv1.3');
$captured = stream_context_get_options($conn)['ssl']['peer_certificate'] ?? null;
fclose($conn);
check('curl', stream_get_contents($pipes[1]), 'yes');
$told = str_contains(warned(), 'capture_peer_cert needs the openssl extension, which is not loaded');
check('object, told so', [get_debug_type($captured), $told], extension_loaded('openssl') ? ['OpenSSLCertificate', false] : ['null', true]);
done();
?>
--EXPECT--
4 checks, all right
