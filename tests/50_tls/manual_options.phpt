--TEST--
Options of PHP's manual on the wire: ecdh_curve, dh_param, single_dh_use, reneg_limit, capath, disable_compression, chains
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
// What each does is seen by openssl s_client, not by what was set.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$rsa = $certs->make('rsa', how: ['key' => 'rsa']);
$ec = $certs->make('ec');

/* What s_client says about one connection; in $server: the listener, in $served: did it get one? */
function look(array $options, array $arguments, string $input = ''): string
{
    global $served, $ec;
    $server = xsock_server('tls://127.0.0.1:0', options: $options + ['local_cert' => $ec]);
    $end = program(['openssl', 's_client', '-connect', stream_socket_get_name($server, false), ...$arguments], '', true);
    $conn = null;
    xt_until(function () use ($server, &$conn) {
        return ($conn = xsock_accept($server, 0.05)) || xsock_info($server)['setup_failed'] > 0;
    });
    $served = (bool) $conn;
    if ($conn) {
        fwrite($conn, "welcome\n");
        fwrite($end[2], $input);
        if ($input !== '') {
            stream_set_timeout($conn, 10);
            fgets($conn);
        }
    }
    fclose($end[2]);
    $conn = null;
    return ended($end);
}

function temp_key(string $said): string
{
    return preg_match('/(?:(?:Server|Peer) Temp Key|Negotiated TLS1.3 group): (.*)/', $said, $m) ? $m[1] : 'none';
}

// ecdh_curve: one, a list in the order that counts, none in common.
foreach (['-tls1_2', '-tls1_3'] as $v) {
    check("$v default curve", (bool) preg_match('/X25519/', temp_key(look([], [$v]))), true);
    check("$v one curve", (bool) preg_match('/secp384r1|P-384/', temp_key(look(['ecdh_curve' => 'secp384r1'], [$v]))), true);
    check("$v a list", (bool) preg_match('/prime256v1|P-256/', temp_key(look(['ecdh_curve' => 'secp521r1:prime256v1'], [$v, '-groups', 'P-256:P-384']))), true);
    look(['ecdh_curve' => 'secp384r1'], [$v, '-groups', 'X25519']);
    check("$v nothing in common", $served, false);
}
// dh_param: this group; without it the library's, as large as the certificate's key.
$params = "$certs->dir/dh.pem";
$made = [];
exec('openssl dhparam -dsaparam -out ' . escapeshellarg($params) . ' 1024 2>&1', $made, $status);
check('parameters made', $status, 0);
$dhe = ['local_cert' => $rsa, 'ciphers' => 'DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0', 'max_proto_version' => STREAM_CRYPTO_PROTO_TLSv1_2];
$weak = ['-tls1_2', '-cipher', 'DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0'];
check_has('dh_param', temp_key(look($dhe + ['dh_param' => $params], $weak)), 'DH, 1024 bits');
check_has('no dh_param', temp_key(look($dhe, $weak)), 'DH, ', ' bits');
check('no dh_param: not a weak one', (int) preg_replace('/\D/', '', temp_key(look($dhe, $weak))) >= 2048);
// single_dh_use, single_ecdh_use: the server's part of the key is another one each time, asked for or not.
foreach ([[], ['single_dh_use' => true], ['single_dh_use' => false, 'single_ecdh_use' => false]] as $i => $single) {
    foreach (['DH' => [$dhe, $weak], 'ECDH' => [[], ['-tls1_2']]] as $what => [$options, $arguments]) {
        $seen = [];
        for ($n = 0; $n < 2; $n++) {
            preg_match('/ServerKeyExchange\n((?:    [0-9a-f ]+\n)+)/', look($single + $options, ['-msg', ...$arguments]), $m);
            $seen[] = substr(preg_replace('/\s+/', '', $m[1] ?? ''), 0, $what === 'DH' ? 1600 : 72); // the signature differs anyway
        }
        check("$what key there $i", strlen($seen[0]) >= 72);
        check("$what key is fresh $i", $seen[0] === $seen[1], false);
    }
}
// reneg_limit: whatever it is, a client that begins a second handshake is refused, and does not harm the server.
foreach ([[], ['reneg_limit' => 5, 'reneg_window' => 300], ['reneg_limit' => -1], ['reneg_limit' => 0]] as $i => $options) {
    $said = look($options, ['-tls1_2'], "R\n");
    check_has("renegotiation $i", $said, 'RENEGOTIATING', 'no renegotiation');
}
check('disable_compression', [str_contains(look([], ['-tls1_2']), 'Compression: NONE'),
    str_contains(look(['disable_compression' => true], ['-tls1_2']), 'Compression: NONE')], [true, true]);

// capath: a folder of authorities, named by hash; of servers and of clients.
$folder = scratch();
$hash = openssl_x509_parse(file_get_contents($certs->ca))['hash'];
copy($certs->ca, "$folder/$hash.0");
$mine = $certs->make('mine');
$key = ['-cert', $mine, '-key', $mine];
look(['verify_peer' => true, 'capath' => $folder], $key);
check('capath: a client of that authority', $served);
look(['verify_peer' => true, 'capath' => $folder], ['-cert', $stranger = (new Certs('Other'))->make('stranger'), '-key', $stranger]);
check('capath: another', $served, false);
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $ec]);
$peer = Peer::run(function () use ($server) {
    for ($i = 0; $i < 2; $i++) {
        $conn = xsock_accept($server, 10);
        $conn && fgets($conn);
    }
});
$name = 'tls://' . stream_socket_get_name($server, false);
check('capath: of a client', is_resource(xsock_client($name, $code, $text, 10, options: ['capath' => $folder, 'peer_name' => 'localhost'])));
check('capath: an empty one', @xsock_client($name, $code, $text, 10, options: ['capath' => scratch(), 'peer_name' => 'localhost']), false);
check_has('capath: an empty one: why', $text, 'certificate verify failed');
warned();
$server = null;
$peer->kill();

// capture_peer_cert_chain: on a server what the client sent above its own certificate, as core gives it; nowhere but in the
// connection's own context.
$long = $certs->make('long', how: ['chain' => 2]);
$context = ssl(['local_cert' => $ec, 'verify_peer' => true, 'cafile' => $certs->ca, 'capture_peer_cert_chain' => true]);
$server = xsock_server('tls://127.0.0.1:0', context: $context);
[, $conn] = tls_connect($server, trusting($certs, ['local_cert' => $long]));
$own = stream_context_get_options($conn)['ssl'];
check('chain', array_map(fn ($cert) => openssl_x509_parse($cert)['subject']['CN'], $own['peer_certificate_chain']), ['Between 1', 'Between 0']);
check('chain alone', isset($own['peer_certificate']), false);
check('not in the shared context', isset(stream_context_get_options($context)['ssl']['peer_certificate_chain']), false);
done();
?>
--EXPECT--
37 checks, all right
