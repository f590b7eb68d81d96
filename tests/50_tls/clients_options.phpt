--TEST--
ALPN, SNI, client certificates and resumption as openssl, gnutls-cli and curl see them, TLS 1.2 and 1.3
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
$default = $certs->make('default', ['DNS:localhost']);
$named = $certs->make('named', ['DNS:named.test']);
$mine = $certs->make('mine', ['DNS:client.test']);

/*
 * One visit of a program to named.test: [what the program said, xsock_info()['tls'] or the reason of the failure].
 * Each sends what it is given on standard input or asks for a page, and gets an answer either way.
 */
function visit($server, array $command): array
{
    $failed = xsock_info($server)['setup_failed'];
    $end = program($command, '', true);
    $conn = null;
    xt_until(function () use ($server, $failed, &$conn) {
        return ($conn = xsock_accept($server, 0.05)) || xsock_info($server)['setup_failed'] > $failed;
    });
    if ($conn) {
        $info = xsock_info($conn)['tls'];
        fwrite($conn, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 8\r\n\r\nwelcome\n");
        fclose($conn);
    }
    fclose($end[2]);
    return [ended($end), $info ?? xsock_info($server)['last_setup_error']];
}

foreach (['1.2', '1.3'] as $version) {
    $name = fn ($server) => '127.0.0.1:' . port_of($server);
    $clients = [
        'openssl' => fn ($server, array $more) => ['openssl', 's_client', '-connect', $name($server), '-servername', 'named.test',
            '-tls' . strtr($version, '.', '_'), '-CAfile', $certs->ca, '-verify_return_error', '-verify_hostname', 'named.test', ...$more],
        'gnutls' => fn ($server, array $more) => ['gnutls-cli', '--x509cafile', $certs->ca, '--sni-hostname=named.test',
            '--verify-hostname=named.test', '--priority', "NORMAL:-VERS-ALL:+VERS-TLS$version", '-p', (string) port_of($server),
            ...$more, '127.0.0.1'],
        'curl' => fn ($server, array $more) => ['curl', '-sSv', '--max-time', '30', '--cacert', $certs->ca, "--tlsv$version",
            '--tls-max', $version, '--noproxy', '*', '--resolve', 'named.test:' . port_of($server) . ':127.0.0.1', ...$more,
            'https://named.test:' . port_of($server) . '/'],
    ];
    $options = ['local_cert' => $default, 'SNI_server_certs' => ['*.none.test' => $default, 'named.test' => $named]];
    $alpn = [
        'openssl' => ['-alpn', 'http/1.1,h2'], 'gnutls' => ['--alpn=http/1.1', '--alpn=h2'], 'curl' => ['--http1.1'],
    ];
    $accepted = ['openssl' => 'ALPN protocol: http/1.1', 'gnutls' => 'Application protocol: http/1.1', 'curl' => 'accepted http/1.1'];
    $cert = [
        'openssl' => ['-cert', $mine, '-key', $mine], 'gnutls' => ["--x509certfile=$mine", "--x509keyfile=$mine"],
        'curl' => ['--cert', $mine],
    ];
    $plain = xsock_server('tls://127.0.0.1:0', options: $options + ['alpn_protocols' => 'http/1.1']);
    $asking = xsock_server('tls://127.0.0.1:0', options: $options + ['cafile' => $certs->ca, 'client_certs' => 'require']);
    foreach ($clients as $who => $command) {
        // The name is asked for and verified, the protocol chosen.
        [$said, $info] = visit($plain, $command($plain, $alpn[$who]));
        check_has("$who $version gets the answer", $said, 'welcome', $accepted[$who]);
        check("$who $version", is_array($info) ? [$info['version'], $info['sni'], $info['alpn']] : $info, ["TLSv$version", 'named.test', 'http/1.1']);

        // A certificate of its own; without one it is told.
        [$said, $info] = visit($asking, $command($asking, $cert[$who]));
        check_has("$who $version with a certificate", $said, 'welcome');
        check("$who $version is known", $info['peer_subject'] ?? $info, 'CN=mine');
        [$said, $info] = visit($asking, $command($asking, []));
        check("$who $version without one", str_contains($said, 'welcome'), false);
        check_has("$who $version is told why", $said, ...($version === '1.3' ? ['certificate', 'required'] : ['handshake fail']));
        check_has("$who $version is counted", is_array($info) ? 'let in' : $info, 'did not return a certificate');
    }

    // Resumption by GnuTLS, which connects twice. It waits 50 ms for a ticket, which a busy machine may be late with.
    $tries = 0;
    do {
        $end = program($clients['gnutls']($plain, ['-r']), '', true);
        $reused = [];
        for ($i = 0; $i < 2; $i++) {
            $conn = xsock_accept($plain, 20);
            $reused[] = stream_get_meta_data($conn)['crypto']['session_reused'];
            @fwrite($conn, "welcome\n"); // from the first it may be gone already
            $i === 0 || fclose($end[2]);
            fgets($conn); // until it goes
            fclose($conn);
        }
        $said = str_contains(ended($end), 'This is a resumed session');
    } while (!$said && ++$tries < 10);
    check("gnutls $version resumes", [$reused, $said], [[false, true], true]);
    // And by curl, with a second URL.
    $end = program([...$clients['curl']($plain, []), 'https://named.test:' . port_of($plain) . '/again']);
    $reused = [];
    for ($i = 0; $i < 2; $i++) {
        $conn = xsock_accept($plain, 20);
        $reused[] = stream_get_meta_data($conn)['crypto']['session_reused'];
        while (rtrim(fgets($conn)) !== '') {
        }
        fwrite($conn, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 8\r\n\r\nwelcome\n");
        fclose($conn);
    }
    check("curl $version resumes", [$reused, substr_count(ended($end), "welcome\n")], [[false, true], 2]);
}
done();
?>
--EXPECT--
46 checks, all right
