--TEST--
examples/smtp_starttls.php takes mail after STARTTLS from curl and openssl, and none before or around it
--EXTENSIONS--
openssl
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
require dirname(__DIR__, 2) . '/examples/certificate.php';

$certificate = make_certificate(['localhost', '127.0.0.1']);
$example = new Example('smtp_starttls.php', 'tcp://127.0.0.1:0', $certificate);
$where = host_and_port($example->address);

/* What the server answers to that, up to its end. */
function dialogue(string $where, string $says, $client = null): string
{
    $client ??= stream_socket_client("tcp://$where");
    stream_set_timeout($client, PATIENCE);
    fwrite($client, $says);
    return str_replace("\r", '', stream_get_contents($client));
}

// Somebody in the middle of a handshake that does not go on: the others do.
$stuck = stream_socket_client("tcp://$where");
fwrite($stuck, "EHLO me\r\nSTARTTLS\r\n");
while (!str_starts_with((string) fgets($stuck), '220 Go')) {
    // the greeting, what the server can
}
fwrite($stuck, "\x16\x03\x01");

$mail = tempnam(sys_get_temp_dir(), 'xsock_');
file_put_contents($mail, "Subject: test\r\n\r\nhello\r\n.a line with a dot\r\n");
foreach (['1.2', '1.3'] as $version) {
    echo client('curl', '-sS', '--noproxy', '*', '--ssl-reqd', '--cacert', $certificate, '--tlsv' . $version, '--tls-max', $version,
        '--mail-from', 'ann@example.org', '--mail-rcpt', 'ben@example.org', '--mail-rcpt', 'cid@example.org', '-T', $mail,
        "smtp://$where");
    echo $example->line(), "\n";
}
echo client('curl', '-sS', '--noproxy', '*', '--mail-from', 'ann@example.org', '--mail-rcpt', 'ben@example.org', '-T', $mail, "smtp://$where");
unlink($mail);

$says = "EHLO me\r\nMAIL FROM:<>\r\nRCPT TO:<ann@example.org>\r\nDATA\r\n" . str_repeat(str_repeat('x', 998) . "\r\n", 100)
    . ".\r\nNOOP\r\nQUIT\r\n";
echo client_saying($says, 'openssl', 's_client', '-starttls', 'smtp', '-connect', $where, '-CAfile', $certificate,
    '-verify_return_error', '-quiet', '-no_ign_eof');
echo $example->line(), "\n";

echo "-- no mail in plain text\n";
echo dialogue($where, "EHLO me\r\nMAIL FROM:<ann@example.org>\r\nQUIT\r\n");
echo "-- slipped in behind STARTTLS\n";
echo dialogue($where, "EHLO me\r\nSTARTTLS\r\nMAIL FROM:<mallory@example.org>\r\n");
echo "-- something else than a handshake\n";
$client = stream_socket_client("tcp://$where");
fwrite($client, "STARTTLS\r\n");
echo fgets($client), fgets($client), dialogue($where, "HELO, I thought better of it\r\n", $client);
echo "-- a line without an end\n";
echo dialogue($where, str_repeat('x', 10000));

fwrite($stuck, 'x');
echo $example->end();
?>
--EXPECTF--
mail from <ann@example.org> to <ben@example.org>, <cid@example.org>, 44 bytes over TLSv1.2
mail from <ann@example.org> to <ben@example.org>, <cid@example.org>, 44 bytes over TLSv1.3
curl: (%d) MAIL failed: 530
exit %d
%A250-localhost
250 SIZE 1000000
250 OK
250 OK
354 End with a dot
250 Thank you
250 OK
221 Bye
mail from <> to <ann@example.org>, 100000 bytes over TLSv1.3
-- no mail in plain text
220 localhost at your service
250-localhost
250-STARTTLS
250 SIZE 1000000
530 Must issue a STARTTLS command first
221 Bye
-- slipped in behind STARTTLS
220 localhost at your service
250-localhost
250-STARTTLS
250 SIZE 1000000
554 Nothing may follow STARTTLS
-- something else than a handshake
220 localhost at your service
220 Go ahead
-- a line without an end
220 localhost at your service
exit 0
stream_socket_enable_crypto(): TLS handshake: %s
