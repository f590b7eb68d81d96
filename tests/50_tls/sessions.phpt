--TEST--
Sessions resume: TLS 1.2 by ticket and by id, TLS 1.3; in forked workers; with shared and rotated ticket keys
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$file = $certs->make('server');
$session = "$certs->dir/session.pem";

/* One connection of openssl's; was it resumed, by the server's word and the client's? */
function visit($server, string $how, array $arguments, ?Peer $worker = null): array
{
    $name = stream_socket_get_name($server, false);
    $end = program(['openssl', 's_client', '-connect', $name, $how, ...$arguments], '', true);
    if ($worker) {
        $worker->say('go');
        $reused = $worker->hear();
        fclose($end[2]);
    } else {
        $reused = serve($server, fn () => fclose($end[2]));
    }
    return [$reused, str_contains(ended($end), 'Reused, ')];
}

/* Accepts one; the client ends when $done was called. */
function serve($server, callable $done): ?bool
{
    if (!$conn = xsock_accept($server, 20)) {
        return null;
    }
    fwrite($conn, "welcome\n");
    $crypto = stream_get_meta_data($conn)['crypto'];
    $info = xsock_info($conn)['tls'];
    check('info agrees', $info['resumed'], $crypto['session_reused']);
    $done();
    stream_set_timeout($conn, 5);
    fgets($conn);
    return $crypto['session_reused'];
}

/* First visit keeps the session, the second one uses it; on two listeners, maybe. */
function resumes($first, $second, string $how, array $more = [], ?Peer $worker = null): array
{
    $file = $GLOBALS['session'];
    @unlink($file);
    [$reused] = visit($first, $how, ['-sess_out', $file, ...$more]);
    if (!is_file($file)) {
        return ['no session'];
    }
    return [$reused, ...visit($second, $how, ['-sess_in', $file, ...$more], $worker)];
}

function tls_server(array $more = [])
{
    return xsock_server('tls://127.0.0.1:0', options: $more + ['local_cert' => $GLOBALS['file']]);
}

$again = [false, true, true];
$never = [false, false, false];
$server = tls_server();
foreach (['-tls1_2' => [], '-tls1_3' => [], '-tls1_2 ' => ['-no_ticket']] as $how => $more) {
    check("$how resumes", resumes($server, $server, trim($how), $more), $again);
    $other = tls_server(['honor_cipher_order' => false]);
    check("$how not at another listener", resumes($server, $other, trim($how), $more), $never);
}
check_within('sessions kept', xsock_info($server)['tls']['sessions'], 1, 10);

// Workers forked after the listener was made: any of them, by ticket.
foreach (['-tls1_2', '-tls1_3'] as $how) {
    $worker = Peer::run(function (Peer $parent) use ($server) {
        $parent->hear();
        $conn = xsock_accept($server, 20);
        fwrite($conn, "welcome\n");
        $parent->say(stream_get_meta_data($conn)['crypto']['session_reused']);
        fgets($conn);
    });
    check("$how in a worker", resumes($server, $server, $how, [], $worker), $again);
    $worker->reap();
}

// Off when asked for.
check('no_ticket, 1.3', resumes($s = tls_server(['no_ticket' => true]), $s, '-tls1_3'), ['no session']);
check('no_ticket, 1.2 by id', resumes($s = tls_server(['no_ticket' => true]), $s, '-tls1_2'), $again);
check('no cache, no id', resumes($s = tls_server(['no_ticket' => true, 'session_cache' => false]), $s, '-tls1_2'), ['no session']);
check('num_tickets 0', resumes($s = tls_server(['num_tickets' => 0]), $s, '-tls1_3'), ['no session']);
check('num_tickets 1', resumes($s = tls_server(['num_tickets' => 1]), $s, '-tls1_3'), $again);
check('num_tickets 1, TLS 1.2 as ever', resumes($s, $s, '-tls1_2'), $again);
// session_cache_size: the oldest gives way.
$s = tls_server(['no_ticket' => true, 'session_cache_size' => 1]);
visit($s, '-tls1_2', ['-sess_out', "$certs->dir/oldest.pem"]);
check('session_cache_size: the newest is kept', resumes($s, $s, '-tls1_2'), [false, true, true]);
check('session_cache_size: only that one', xsock_info($s)['tls']['sessions'], 1);
check('session_cache_size: the oldest is gone', visit($s, '-tls1_2', ['-sess_in', "$certs->dir/oldest.pem"]), [false, false]);
$s = tls_server(['session_timeout' => 1]);
@unlink($session);
visit($s, '-tls1_2', ['-sess_out', $session]);
sleep(3);
check('session_timeout', visit($s, '-tls1_2', ['-sess_in', $session]), [false, false]);

// ticket_keys: a fleet shares them; after a rotation old tickets are good as long as their key is listed.
[$a, $b, $c] = array_map(fn ($i) => str_repeat(chr($i), 80), [65, 66, 67]);
foreach (['-tls1_2', '-tls1_3'] as $how) {
    check("$how same keys", resumes(tls_server(['ticket_keys' => [$a, $b]]), tls_server(['ticket_keys' => [$a, $b]]), $how), $again);
    check("$how other keys", resumes(tls_server(['ticket_keys' => [$a]]), tls_server(['ticket_keys' => [$b]]), $how), $never);
    check("$how rotated", resumes(tls_server(['ticket_keys' => [$a]]), tls_server(['ticket_keys' => [$b, $a]]), $how), $again);
    check("$how rotated away", resumes(tls_server(['ticket_keys' => [$a]]), tls_server(['ticket_keys' => [$c, $b]]), $how), $never);
    // Live.
    $s = tls_server(['ticket_keys' => [$a]]);
    @unlink($session);
    visit($s, $how, ['-sess_out', $session]);
    check("$how rotated live", xsock_set_option($s, 'ticket_keys', [$b, $a]));
    check("$how old ticket, new keys", visit($s, $how, ['-sess_in', $session]), [true, true]);
    check("$how new ticket, elsewhere", resumes($s, tls_server(['ticket_keys' => [$b]]), $how), $again);
    xsock_set_option($s, 'ticket_keys', [$c]);
    check("$how old ticket, its key is gone", visit($s, $how, ['-sess_in', $session]), [false, false]);
    check("$how short key", xsock_set_option($s, 'ticket_keys', ['short']), false);
    check_has("$how short key: why", warned(), 'ticket_keys', '80');
    check("$how the others stay", resumes($s, tls_server(['ticket_keys' => [$c]]), $how), $again);
}
// A fleet: the same site in other files, after a renewal, with other settings; but not another site or other rules for clients.
$elsewhere = new Certs();
$renewed = $elsewhere->put('elsewhere', file_get_contents($certs->make('server')));
$other = $certs->make('other site', ['DNS:other.invalid']);
$keys = ['ticket_keys' => [$a]];
foreach (['-tls1_2', '-tls1_3'] as $how) {
    $first = tls_server($keys);
    check("$how fleet: another file, renewed", resumes($first, tls_server($keys + ['local_cert' => $renewed]), $how), $again);
    check("$how fleet: another setting", resumes($first, tls_server($keys + ['session_timeout' => 500, 'alpn_protocols' => 'h2']), $how), $again);
    check("$how another site", resumes($first, tls_server($keys + ['local_cert' => $other]), $how), $never);
    check("$how sites by name", resumes($first, tls_server($keys + ['SNI_server_certs' => ['other.invalid' => $other]]), $how), $never);
    $rules = $keys + ['client_certs' => 'request', 'cafile' => $certs->ca];
    check("$how rules for clients", resumes($first, tls_server($rules), $how), $never);
    check("$how the same rules", resumes(tls_server($rules), tls_server(['cafile' => $elsewhere->put('ca', file_get_contents($certs->ca))] + $rules), $how), $again);
    check("$how other authorities", resumes(tls_server($rules), tls_server(['cafile' => $elsewhere->put('ca', file_get_contents((new Certs('Another'))->ca))] + $rules), $how), $never);
    check("$how session_id_context", resumes(tls_server($keys + ['session_id_context' => 'x']), tls_server($keys + ['session_id_context' => 'x', 'local_cert' => $other]), $how), $again);
}
// enable_crypto on a tcp listener: one set of keys for all its connections.
$server = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => $file]);
foreach (['-tls1_2', '-tls1_3'] as $how) {
    @unlink($session);
    $seen = [];
    foreach (['-sess_out', '-sess_in'] as $what) {
        $end = program(['openssl', 's_client', '-connect', stream_socket_get_name($server, false), $how, $what, $session], '', true);
        $conn = xsock_accept($server, 20);
        check("$how enable_crypto", stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER));
        fwrite($conn, "welcome\n");
        $seen[] = stream_get_meta_data($conn)['crypto']['session_reused'];
        fclose($end[2]);
        fgets($conn);
        $seen[] = str_contains(ended($end), 'Reused, ');
        fclose($conn);
    }
    check("$how resumed with enable_crypto", $seen, [false, false, true, true]);
}
// The same when each worker builds its context for itself, after the fork.
$server = xsock_server('tcp://127.0.0.1:0', options: ['local_cert' => $file]);
foreach (['-tls1_2', '-tls1_3'] as $how) {
    @unlink($session);
    $seen = [];
    foreach (['-sess_out', '-sess_in'] as $what) {
        $worker = Peer::run(function (Peer $parent) use ($server) {
            $conn = xsock_accept($server, 20);
            stream_socket_enable_crypto($conn, true, STREAM_CRYPTO_METHOD_TLS_SERVER);
            fwrite($conn, "welcome\n");
            $parent->say(stream_get_meta_data($conn)['crypto']['session_reused']);
            fgets($conn);
        });
        $end = program(['openssl', 's_client', '-connect', stream_socket_get_name($server, false), $how, $what, $session], '', true);
        $seen[] = $worker->hear();
        fclose($end[2]);
        $seen[] = str_contains(ended($end), 'Reused, ');
        $worker->reap();
    }
    check("$how resumed in a worker with enable_crypto", $seen, [false, false, true, true]);
}
done();
?>
--EXPECT--
156 checks, all right
