--TEST--
ocsp_file: clients that ask are shown the response, openssl and gnutls-cli believe it; it is renewed with the certificate
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl', 'curl', 'gnutls-cli'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$file = $certs->make('server', ['DNS:localhost']);
$certs->put('server', file_get_contents($file) . file_get_contents($certs->ca)); // curl wants to be shown the issuer

/* A response of the authority about the server's certificate: "V" valid, "R" revoked. */
function response(Certs $certs, string $file, string $state, string $name): string
{
    $serial = openssl_x509_parse(file_get_contents($file))['serialNumberHex'];
    $index = $certs->put('index', implode("\t", [$state, '391231235959Z', $state === 'R' ? '200101000000Z' : '', $serial, 'unknown', '/CN=server']) . "\n");
    $out = "$certs->dir/$name.pem";
    exec("openssl ocsp -index $index -CA $certs->ca -rsigner $certs->ca -rkey " . $certs->caKey()
        . " -issuer $certs->ca -cert $file -ndays 7 -respout $out.new 2>&1", $lines, $status);
    check("response, $state", $status === 0 && rename("$out.new", $out));
    return $out;
}

/* What a client says; the server lets it in and out. */
function says($server, array $command): string
{
    $end = program($command, '', true);
    if ($conn = xsock_accept($server, 20)) {
        fwrite($conn, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nwelcome\n");
        fclose($conn);
    }
    fclose($end[2]);
    return ended($end);
}

$ocsp = response($certs, $file, 'V', 'ocsp');
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'ocsp_file' => $ocsp, 'cert_reload' => 0]);
$port = (string) port_of($server);
$openssl = ['openssl', 's_client', '-connect', "127.0.0.1:$port", '-servername', 'localhost', '-CAfile', $certs->ca];
foreach (['1.2' => '-tls1_2', '1.3' => '-tls1_3'] as $version => $flag) {
    check_has("openssl $version", says($server, [...$openssl, $flag, '-status']), 'OCSP Response Status: successful', 'Cert Status: good');
    check("openssl $version that did not ask", str_contains(says($server, [...$openssl, $flag]), 'OCSP'), false);
    check_has("gnutls $version", says($server, ['gnutls-cli', '--x509cafile', $certs->ca, '--sni-hostname=localhost', '--verify-hostname=localhost',
        '--priority', "NORMAL:-VERS-ALL:+VERS-TLS$version", '-p', $port, '127.0.0.1']), 'welcome', 'OCSP status request');
    check_has("curl $version", says($server, ['curl', '-sS', '--max-time', '20', '--cert-status', '--cacert', $certs->ca, "--tlsv$version",
        '--tls-max', $version, '--noproxy', '*', '--resolve', "localhost:$port:127.0.0.1", "https://localhost:$port/"]), 'welcome');
}

// A renewed response is read with the certificate; clients judge it, not we.
response($certs, $file, 'R', 'ocsp');
check('reload', xsock_tls_reload($server));
check_has('revoked', says($server, [...$openssl, '-status']), 'Cert Status: revoked');
check_has('curl refuses', says($server, ['curl', '-sS', '--max-time', '20', '--cert-status', '--cacert', $certs->ca,
    '--noproxy', '*', '--resolve', "localhost:$port:127.0.0.1", "https://localhost:$port/"]), 'revocation');
// It is about local_cert: with the certificate of another name it would be a wrong one, which clients refuse.
$named = $certs->make('named', ['DNS:named.test']);
$alias = $certs->put('alias', file_get_contents($file));
response($certs, $file, 'V', 'ocsp');
$names = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'ocsp_file' => $ocsp, 'SNI_server_certs' => ['named.test' => $named, 'alias.test' => $alias]]);
$port = (string) port_of($names);
$openssl[3] = "127.0.0.1:$port";
foreach (['named.test' => 'no response', 'alias.test' => 'Cert Status: good', 'localhost' => 'Cert Status: good'] as $name => $want) {
    $openssl[5] = $name;
    check_has("for $name", says($names, [...$openssl, '-status']), $want);
}
check_has('gnutls, another name', says($names, ['gnutls-cli', '--x509cafile', $certs->ca, '--sni-hostname=named.test', '--verify-hostname=named.test',
    '-p', $port, '127.0.0.1']), 'welcome');
check('no local_cert', xsock_server('tls://127.0.0.1:0', $code, $text, options: ['ocsp_file' => $ocsp, 'SNI_server_certs' => ['named.test' => $named]]), false);
check_has('no local_cert, says', $text . warned(), 'ocsp_file', 'local_cert');
$openssl[5] = 'localhost';
$plain = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file]);
$openssl[3] = '127.0.0.1:' . port_of($plain);
check_has('without ocsp_file', says($plain, [...$openssl, '-status']), 'no response');
done();
?>
--EXPECT--
21 checks, all right
