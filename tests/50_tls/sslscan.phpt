--TEST--
sslscan finds no weak protocol, cipher or group at default settings, with an ECDSA and with an RSA certificate
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'sslscan'); ?>
--FILE--
<?php
// An auditor's view: what a scanner gets accepted, not what the configuration says.
require __DIR__ . '/../inc/tls.inc';

/* What sslscan says about a server, while that lets everybody in. */
function scanned($server): string
{
    [$process, $output] = program(['sslscan', '--no-colour', '127.0.0.1:' . port_of($server)]);
    stream_set_blocking($output, false);
    $said = '';
    $until = hrtime(true) + 50e9;
    while (!feof($output) && hrtime(true) < $until) {
        $read = [$server, $output];
        $none = null;
        stream_select($read, $none, $none, 1);
        xsock_accept($server, 0);
        $said .= fread($output, 65536);
    }
    proc_close($process);
    return $said;
}

$certs = new Certs();
foreach (['ec' => 'ECDSA', 'rsa' => 'RSA'] as $key => $signs) {
    $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->make($key, how: ['key' => $key])]);
    $said = scanned($server);
    preg_match_all('/^(SSLv2|SSLv3|TLSv1\.\d)\s+(enabled|disabled)/m', $said, $versions);
    check("$key versions", array_combine($versions[1], $versions[2]), ['SSLv2' => 'disabled', 'SSLv3' => 'disabled',
        'TLSv1.0' => 'disabled', 'TLSv1.1' => 'disabled', 'TLSv1.2' => 'enabled', 'TLSv1.3' => 'enabled']);
    preg_match_all('/^(?:Preferred|Accepted)\s+(\S+)\s+(\d+) bits\s+(\S+)/m', $said, $found, PREG_SET_ORDER);
    $weak = array_filter($found, fn ($one) => $one[2] < 128
        || !preg_match("/^(TLS_(AES|CHACHA20)_|ECDHE-$signs-(AES\\d+-GCM|CHACHA20-POLY1305))/", $one[3]));
    check("$key ciphers that are weak", array_column($weak, 3), []);
    check_within("$key ciphers", count($found), 4, 9);
    check("$key no renegotiation by clients", str_contains($said, 'Session renegotiation not supported'));
    check("$key what should not be", preg_match('/Compression enabled|\d vulnerable to heartbleed/', $said), 0);
    preg_match_all('/^TLSv1\.\d\s+(\d+) bits\s+(\S+)/m', strstr($said, 'Key Exchange Group'), $groups);
    check("$key groups", [$groups[1] !== [], min($groups[1]) >= 112], [true, true]);
}
done();
?>
--EXPECT--
12 checks, all right
