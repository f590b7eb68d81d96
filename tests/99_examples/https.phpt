--TEST--
examples/https.php serves curl, gnutls-cli and openssl, beside one who is silent and one who speaks plain HTTP
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl', 'gnutls-cli', 'openssl');
tls_needed();
?>
--FILE--
<?php
require __DIR__ . '/example.inc';
require dirname(__DIR__, 2) . '/examples/certificate.php';

$certificate = make_certificate(['localhost', '127.0.0.1']);
$example = new Example('https.php', 'tls://127.0.0.1:0', $certificate);
[$host, $port] = explode(':', host_and_port($example->address));

// Says nothing the whole time. Core's server would stand still in its handshake.
$silent = stream_socket_client("tcp://$host:$port");

// curl makes two connections, checks the certificate, and resumes its session.
echo client('curl', '-sS', '--noproxy', '*', '--cacert', $certificate, "https://$host:$port/", "https://$host:$port/");
echo client('curl', '-sS', '--noproxy', '*', '--cacert', $certificate, '--resolve', "localhost:$port:127.0.0.1",
    '--tls-max', '1.2', '-w', '%{ssl_verify_result} %{http_version}\n', "https://localhost:$port/");

$request = "GET / HTTP/1.0\r\n\r\n";
echo "gnutls-cli\n";
echo said(client_saying($request, 'gnutls-cli', '--x509cafile', $certificate, '-p', $port, 'localhost'));
echo "openssl\n";
foreach (['-tls1_2', '-tls1_3'] as $version) {
    echo said(client_saying($request, 'openssl', 's_client', '-connect', "$host:$port", '-CAfile', $certificate,
        '-verify_return_error', '-quiet', $version));
}
echo "not TLS\n";
echo preg_replace('~\(\d+\).*~', '(...)', client('curl', '-sS', '--noproxy', '*', "http://$host:$port/"));
echo $example->end();

/* Its line of all that such a client prints. */
function said(string $printed): string
{
    return preg_match('~^Hello .*\n~m', $printed, $match) ? $match[0] : $printed;
}

// Without a file it makes a certificate of its own, and takes it along in the end.
$example = new Example('https.php', 'tls://127.0.0.1:0');
echo said(client('curl', '-sSk', '--noproxy', '*', "https://" . host_and_port($example->address)));
echo $example->end();

// Wrong files are refused at the start.
foreach (['/nowhere.pem', __FILE__] as $file) {
    $run = Example::command([...Example::php(), dirname(__DIR__, 2) . '/examples/https.php', 'tls://127.0.0.1:0', $file],
        [2 => ['redirect', 1]]);
    echo $run->end(0);
}
?>
--EXPECTF--
Hello 127.0.0.1:%d, this is TLSv1.3 with TLS_AES_256_GCM_SHA384, a new session.
Hello 127.0.0.1:%d, this is TLSv1.3 with TLS_AES_256_GCM_SHA384, a resumed session.
Hello 127.0.0.1:%d, this is TLSv1.2 with ECDHE-ECDSA-AES%s-GCM-SHA%d, a new session.
0 1.1
gnutls-cli
Hello 127.0.0.1:%d, this is TLSv1.3 with %s, a new session.
openssl
Hello 127.0.0.1:%d, this is TLSv1.2 with ECDHE-ECDSA-AES%s-GCM-SHA%d, a new session.
Hello 127.0.0.1:%d, this is TLSv1.3 with TLS_AES_256_GCM_SHA384, a new session.
not TLS
curl: (...)
exit %d
exit 0
served 6, refused 1, last: 127.0.0.1:%d: TLS handshake: http request
Hello 127.0.0.1:%d, this is TLSv1.3 with %s, a new session.
exit 0
served 1, refused 0, last: none
exit 1
%s/nowhere.pem%s
exit 1
%shttps.php%s
