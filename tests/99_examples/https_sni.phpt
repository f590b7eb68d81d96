--TEST--
examples/https_sni.php: a certificate for each of three names, renewed while clients come and stay; none is dropped
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl', 'openssl');
tls_needed();
?>
--FILE--
<?php
require __DIR__ . '/example.inc';
require dirname(__DIR__) . '/inc/peer.inc';
require dirname(__DIR__, 2) . '/examples/certificate.php';

$files = [];
foreach (['a.example', 'b.example', '*.c.example'] as $name) {
    $files[$name] = make_certificate([$name]);
}
$example = new Example('https_sni.php', 'tls://127.0.0.1:0', ...array_map(fn ($name) => "$name=$files[$name]", array_keys($files)));
$where = host_and_port($example->address);

// Each name with the certificate for it; curl verifies.
foreach (['a.example' => 'a.example', 'b.example' => 'b.example', 'www.c.example' => '*.c.example'] as $name => $which) {
    $example->line();
    echo client('curl', '-sS', '--noproxy', '*', '--cacert', $files[$which], '--connect-to', "::$where", "https://$name/");
}
echo preg_replace('~:.*?(?=exit)~s', ": ...\n", client('curl', '-sS', '--noproxy', '*', '--cacert', $files['b.example'],
    '--connect-to', "::$where", 'https://else.example/'), 1);

/* Digest of the certificate a new client of b.example is shown, and of the one in a file. */
function shown(string $where): string
{
    $text = client('openssl', 's_client', '-connect', $where, '-servername', 'b.example');
    return preg_match('~-----BEGIN.*?END CERTIFICATE-----~s', $text, $pem) ? openssl_x509_fingerprint($pem[0]) : $text;
}

/* As tools that renew do it: a new file takes the place of the old one in one step. */
function renew(string $file): string
{
    $new = make_certificate(['b.example']);
    $digest = openssl_x509_fingerprint(file_get_contents($new));
    copy($new, "$file.new");
    rename("$file.new", $file);
    return $digest;
}

function ask($client): string
{
    fwrite($client, "GET / HTTP/1.1\r\nHost: b.example\r\n\r\n");
    while (($line = fgets($client)) !== false && $line !== "\r\n") {
        // the answer's headers
    }
    return (string) fgets($client);
}

// Somebody who was there before and stays, and clients that come all the time while certificates are renewed.
$context = stream_context_create(['ssl' => ['peer_name' => 'b.example', 'verify_peer' => false, 'verify_peer_name' => false]]);
$before = stream_socket_client("ssl://$where", $code, $message, PATIENCE, STREAM_CLIENT_CONNECT, $context);
stream_set_timeout($before, PATIENCE);
echo 'before: ', ask($before);
$renewing = tempnam(sys_get_temp_dir(), 'xsock_');
$visitor = Peer::run(function () use ($where, $context, $renewing) {
    for ($served = $failed = 0; clearstatcache() ?? is_file($renewing); $served++) {
        $client = @stream_socket_client("ssl://$where", $code, $message, PATIENCE, STREAM_CLIENT_CONNECT, $context);
        $failed += !$client || ask($client) !== "This is b.example.\n";
    }
    return [$served, $failed];
});

$old = shown($where);
echo $old === openssl_x509_fingerprint(file_get_contents($files['b.example'])) ? "the file's\n" : "$old\n";
$new = renew($files['b.example']);
for ($until = time() + PATIENCE; ($now = shown($where)) === $old && time() < $until; usleep(50000));
echo $now === $new ? "noticed by itself\n" : "$now\n";

$old = $new;
$new = renew($files['b.example']);
$example->signal(SIGHUP);
echo $example->line(), ': ', shown($where) === $new ? "the new one\n" : "another one\n";

// A broken file changes nothing, and PHP says why; the server may notice by itself, too, before or behind that.
file_put_contents($files['b.example'], 'nonsense');
$example->signal(SIGHUP);
echo $example->line(), ': ', shown($where) === $new ? "the last good one\n" : "another one\n";

echo 'still there: ', ask($before);
unlink($renewing);
[$served, $failed] = $visitor->result();
echo $served > 3 ? 'clients meanwhile' : "only $served clients", ", $failed failed\n";
echo $example->end();
?>
--EXPECTF--
This is a.example.
This is b.example.
This is www.c.example.
curl: ...
exit 60
before: This is b.example.
the file's
noticed by itself
certificates read again: the new one
%AWarning: xsock_tls_reload(): SNI_server_certs b.example: local_cert %s: no certificate in PEM is in it in %s
the old certificates stay: %Athe last good one
%Astill there: %AThis is b.example.
clients meanwhile, 0 failed
exit 0
