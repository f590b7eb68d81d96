--TEST--
Names of SNI_server_certs are found in any case, whatever the script's locale
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php
require __DIR__ . '/../inc/skip.inc';
needs('tls');
exec('d=$(mktemp -d) && { localedef -i tr_TR -f UTF-8 $d/tr_TR.UTF-8; LOCPATH=$d LC_ALL=tr_TR.UTF-8 locale -k LC_TIME; rm -r $d; } 2>/dev/null', $lines);
if (!preg_grep('~Ocak~', $lines)) die('skip needs localedef and the sources of the locale tr_TR (Debian package locales)');
?>
--FILE--
<?php
// To strcasecmp(3) "I" and "i" are no pair in Turkish: clients that asked for WIKI.TEST were shown the default certificate.
require __DIR__ . '/../inc/tls.inc';

$dir = scratch();
exec("localedef -i tr_TR -f UTF-8 $dir/tr_TR.UTF-8 2>&1");
putenv("LOCPATH=$dir");
check('locale', setlocale(LC_ALL, 'tr_TR.UTF-8'), 'tr_TR.UTF-8');
$certs = new Certs();
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server(),
    'SNI_server_certs' => ['wiki.test' => $certs->make('wiki', ['DNS:wiki.test']), '*.Big.test' => $certs->make('big', ['DNS:*.big.test'])]]);
foreach (['wiki.test' => 'wiki', 'WIKI.TEST' => 'wiki', 'iI.BIG.test' => 'big', 'Iı.test' => 'server'] as $name => $want) {
    [$client] = tls_connect($server, ssl(['verify_peer' => false, 'verify_peer_name' => false, 'capture_peer_cert' => true, 'peer_name' => $name]));
    check($name, openssl_x509_parse(stream_context_get_options($client)['ssl']['peer_certificate'])['subject']['CN'], $want);
}
exec("rm -r $dir/tr_TR.UTF-8");
done();
?>
--EXPECT--
5 checks, all right
