--TEST--
Who the peer is, is checked also behind a resumed session, on a server, and where a rule could be passed over without a word
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
// Found in a review: a session of a connection that was not verified let a client that verifies pass, as OpenSSL looks at no
// certificate when it resumes; a server took no notice of verify_peer_name and peer_name, so that any client of the authority came in;
// an empty list of fingerprints was met by everybody. Core refuses each of these.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$other = new Certs('Other CA');
$file = $certs->make('server', ['DNS:localhost', 'IP:127.0.0.1', 'IP:::1']);
$alice = $certs->make('alice', ['DNS:alice.test']);
$mallory = $certs->make('mallory', ['DNS:mallory.test']);

// A client resumes the session of another connection.
$tcp = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => $file]);
function resume($tcp, int $method, array $options, $from = null): array
{
    $client = xsock_client('tcp://' . stream_socket_get_name($tcp, false), context: ssl($options));
    $conn = xsock_accept($tcp, 20);
    stream_set_blocking($client, false);
    stream_set_blocking($conn, false);
    $ends = [0, 0];
    for ($until = hrtime(true) + 20e9; in_array(0, $ends, true) && $ends[0] !== false && hrtime(true) < $until;) {
        $ends[0] = $ends[0] ?: stream_socket_enable_crypto($client, true, $method, $from);
        $ends[1] = $ends[1] ?: @stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
    }
    if ($ends[0] !== true) {
        return [$client, $ends[0], warned()];
    }
    stream_set_blocking($conn, true);
    stream_set_blocking($client, true);
    fwrite($conn, "hello\n"); // and before it the ticket
    return [$client, $ends[0], fgets($client), stream_get_meta_data($client)['crypto']['session_reused'], warned()];
}
foreach (['1.2' => STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT, '1.3' => STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT] as $version => $method) {
    $good = ['cafile' => $certs->ca, 'peer_name' => 'localhost'];
    $verified = resume($tcp, $method, $good);
    $blind = resume($tcp, $method, ['verify_peer' => false]);
    check("$version: both begin", [$verified[1], $blind[1]], [true, true]);
    check("$version: resumed", array_slice(resume($tcp, $method, $good, $verified[0]), 1), [true, "hello\n", true, '']);
    check("$version: without verifying, too", array_slice(resume($tcp, $method, ['verify_peer' => false], $blind[0]), 1), [true, "hello\n", true, '']);
    foreach (['another name' => [['peer_name' => 'evil.test'] + $good, $verified, 'hostname mismatch'],
        'another address' => [['peer_name' => '192.0.2.1'] + $good, $verified, 'IP address mismatch'],
        'not verified before' => [['cafile' => $other->ca] + $good, $blind, 'certificate verify failed'],
        'not verified, another name' => [['verify_peer_name' => true, 'verify_peer' => false, 'peer_name' => 'evil.test'], $blind, 'hostname mismatch'],
        'another fingerprint' => [['peer_fingerprint' => str_repeat('0', 64)] + $good, $verified, 'fingerprint'],
    ] as $what => [$options, $from, $words]) {
        $end = resume($tcp, $method, $options, $from[0]);
        check("$version: $what", $end[1], false);
        check_has("$version: $what, says", $end[2], $words);
    }
}

// A name that is wanted outright is checked also where nothing else is; one with the last dot is the same name.
foreach ([[['peer_name' => 'wrong.test', 'verify_peer' => false], true], [['peer_name' => 'wrong.test', 'verify_peer' => false, 'verify_peer_name' => true], false],
    [['peer_name' => 'localhost.', 'cafile' => $certs->ca], true], [['peer_name' => '::1', 'cafile' => $certs->ca], true],
    [['peer_name' => '::2', 'cafile' => $certs->ca], false], [['peer_name' => '.', 'cafile' => $certs->ca], false]] as [$options, $want]) {
    check(json_encode($options), resume($tcp, STREAM_CRYPTO_METHOD_TLS_CLIENT, $options)[1], $want);
}

// A server lets in one name only, resumed or not.
$named = ['local_cert' => $file, 'cafile' => $certs->ca, 'verify_peer' => true, 'verify_peer_name' => true, 'peer_name' => 'alice.test'];
foreach (['1.2' => '-tls1_2', '1.3' => '-tls1_3'] as $version => $flag) {
    $server = xsock_server('tls://127.0.0.1:0', options: $named + ['session_cache' => true]);
    $session = "$certs->dir/session$version";
    foreach ([[$alice, '-sess_out', true, false], [$alice, '-sess_in', true, true], [$mallory, '-sess_out', false, false]] as $i => [$mine, $how, $in, $resumed]) {
        $end = program(['openssl', 's_client', '-connect', stream_socket_get_name($server, false), $flag, '-cert', $mine, '-key', $mine, $how, $i < 2 ? $session : "$session-m"], '', true);
        $conn = xsock_accept($server, $in ? 20 : 0);
        for ($until = hrtime(true) + 20e9; !$in && !xsock_info($server)['setup_failed'] && !$conn && hrtime(true) < $until;) {
            $conn = xsock_accept($server, 0.01);
        }
        check("$version server, $i", (bool) $conn, $in);
        if ($conn) {
            fwrite($conn, "x\n");
            fclose($end[2]);
            fgets($conn);
            check("$version server, $i resumed", xsock_info($conn)['tls']['resumed'], $resumed);
        } else {
            check_has("$version server says", xsock_info($server)['last_setup_error'], 'hostname mismatch');
            fclose($end[2]);
        }
        $conn = null;
        ended($end);
    }
}
$asks = ['client_certs' => 'request', 'verify_peer' => true] + $named;
check('one without a certificate where none is needed', tls_connect(xsock_server('tls://127.0.0.1:0', options: $asks), trusting($certs))[2]);

// A session that began where no certificate is asked for is none where one is required, although both share keys and context.
$fleet = ['local_cert' => $file, 'ticket_keys' => [random_bytes(80)], 'session_id_context' => 'fleet'];
$open = xsock_server('tls://127.0.0.1:0', options: $fleet);
$closed = xsock_server('tls://127.0.0.1:0', options: $fleet + ['client_certs' => 'require', 'cafile' => $certs->ca]);
foreach (['1.2' => '-tls1_2', '1.3' => '-tls1_3'] as $version => $flag) {
    foreach ([[$open, '-sess_out', true], [$closed, '-sess_in', false]] as [$server, $how, $in]) {
        $end = program(['openssl', 's_client', '-connect', stream_socket_get_name($server, false), $flag, $how, "$certs->dir/fleet$version"], '', true);
        $failed = xsock_info($server)['setup_failed'];
        for ($until = hrtime(true) + 20e9; !($conn = xsock_accept($server, 0.01)) && xsock_info($server)['setup_failed'] === $failed && hrtime(true) < $until;) {
        }
        check("$version $how", (bool) $conn, $in);
        if ($conn) {
            fwrite($conn, "x\n");
        }
        fclose($end[2]);
        if ($conn) {
            fgets($conn);
            $conn = null;
        }
        ended($end);
    }
    check_has("$version says", xsock_info($closed)['last_setup_error'], 'certificate');
}

// The authorities of the system are no authorities for clients: anybody can have a certificate of those.
putenv("SSL_CERT_FILE=$certs->ca");
$own = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $file, 'verify_peer' => true, 'allow_self_signed' => true]);
$self = $certs->make('self', ['DNS:self.test'], ['self' => true]);
foreach ([[$alice, false], [$self, true]] as [$mine, $in]) {
    check('by the system, ' . basename($mine), (bool) tls_connect($own, trusting($certs, ['local_cert' => $mine]))[1], $in);
}
putenv('SSL_CERT_FILE');
warned();

// What cannot be met, or would be met by all, is refused when it is said.
foreach ([[['peer_fingerprint' => []], 'empty'], [['peer_fingerprint' => [['a' => 'b']]], 'strings'], [['peer_fingerprint' => 'AB:CD'], '"AB:CD" must be the 32, 40 or 64 hex digits of MD5, SHA-1 or SHA-256'],
    [['peer_fingerprint' => str_repeat('xy', 32)], '32, 40 or 64 hex digits'], [['peer_fingerprint' => ['sha256' => 'abcd']], '"abcd" must be the 64 hex digits of sha256'],
    [['peer_fingerprint' => ['md5' => str_repeat('ab', 65)]], 'the 32 hex digits of md5'],
    [['peer_fingerprint' => ['sha255' => 'abcd']], 'sha255'], [['verify_peer_name' => true, 'peer_name' => 'x.test', 'local_cert' => $file], 'client_certs'],
    [['verify_peer_name' => true, 'verify_peer' => true, 'local_cert' => $file, 'cafile' => $certs->ca], 'peer_name']] as $i => [$options, $words]) {
    $isServer = isset($options['local_cert']);
    $got = $isServer ? xsock_server('tls://127.0.0.1:0', $code, $text, options: $options)
        : xsock_client('tls://' . stream_socket_get_name($tcp, false), $code, $text, options: $options + ['cafile' => $certs->ca]);
    check("refused $i", $got, false);
    check_has("refused $i, says", $text, $words);
}
warned();

// A cipher without authentication: no certificate is shown, and verifying is not passed over.
$anonymous = program(['openssl', 's_server', '-accept', '127.0.0.1:0', '-nocert', '-tls1_2', '-cipher', 'AECDH-AES256-SHA:@SECLEVEL=0', '-naccept', '2'], '', true);
while (($line = fgets($anonymous[1])) !== false && !preg_match('/^ACCEPT 127.0.0.1:(\d+)/', $line, $match)) {
}
$weak = ['ciphers' => 'ALL:@SECLEVEL=0', 'security_level' => 0];
check('anonymous, verified', xsock_client("tls://127.0.0.1:$match[1]", $code, $text, 20, options: $weak + ['cafile' => $certs->ca]), false);
check_has('anonymous, says', $text, 'no certificate');
warned();
check('anonymous, as wished', is_resource(xsock_client("tls://127.0.0.1:$match[1]", $code, $text, 20, options: $weak + ['verify_peer' => false])));
proc_terminate($anonymous[0]);
done();
?>
--EXPECT--
74 checks, all right
