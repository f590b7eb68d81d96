--TEST--
examples/mutual_tls.php lets in who has a certificate of its authority, by name, and nobody else
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl', 'openssl', 'gnutls-cli');
tls_needed();
?>
--FILE--
<?php
require __DIR__ . '/example.inc';
require dirname(__DIR__, 2) . '/examples/certificate.php';

$authority = make_certificate(['our authority']);
$stranger = make_certificate(['some authority']);
$example = new Example('mutual_tls.php', 'tls://127.0.0.1:0', make_certificate(['localhost', '127.0.0.1'], $authority), $authority);
[$host, $port] = explode(':', host_and_port($example->address));

$alice = make_certificate(['alice'], $authority);
$curl = ['curl', '-sS', '--noproxy', '*', '--cacert', $authority];
$fingerprint = openssl_x509_fingerprint(file_get_contents($alice), 'sha256');
echo "with\n";
foreach (['1.2', '1.3'] as $version) {
    echo str_replace($fingerprint, '(right)', client(...$curl, ...['--cert', $alice, '--tlsv' . $version, '--tls-max', $version,
        "https://$host:$port/"]));
}
$printed = client_saying("GET / HTTP/1.0\r\n\r\n", 'gnutls-cli', '--x509cafile', $authority, '--x509certfile', $alice,
    '--x509keyfile', $alice, '-p', $port, 'localhost');
echo preg_match('~^Hello .*\n~m', $printed, $match) ? str_replace($fingerprint, '(right)', $match[0]) : $printed;

echo "without, of another authority, self-signed\n";
$others = [[], ['--cert', make_certificate(['alice'], $stranger)], ['--cert', make_certificate(['alice'])]];
foreach ($others as $other) {
    foreach (['1.2', '1.3'] as $version) {
        $printed = client(...$curl, ...$other, ...['--tlsv' . $version, '--tls-max', $version, "https://$host:$port/"]);
        echo str_contains($printed, 'Hello') ? $printed : preg_replace('~.*exit~s', 'exit', $printed);
    }
}
echo $example->end();

// Started without files it makes them, and the command it prints works.
$example = new Example('mutual_tls.php', 'tls://127.0.0.1:0');
echo client(...explode(' ', $example->line() . ' -sS --noproxy *'));
echo $example->end();
?>
--EXPECTF--
with
Hello CN=alice, your certificate is (right).
Hello CN=alice, your certificate is (right).
Hello CN=alice, your certificate is (right).
without, of another authority, self-signed
exit %d
exit %d
exit %d
exit %d
exit %d
exit %d
exit 0
served 3, refused 6, last: 127.0.0.1:%d: TLS handshake: %s
Hello CN=alice, your certificate is %x.
exit 0
served 1, refused 0, last: none
