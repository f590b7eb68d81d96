--TEST--
session_new_cb, session_get_cb, session_remove_cb: a server whose sessions the script keeps, for all its processes
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';
use Openssl\Session;

$certs = new Certs();
$folder = scratch();
$calls = [];
$store = [
    'session_new_cb' => function ($stream, Session $session) use ($folder, &$calls) {
        $calls[] = 'new';
        file_put_contents("$folder/" . bin2hex($session->id), $session->export());
    },
    'session_get_cb' => function ($stream, string $id) use ($folder, &$calls): ?Session {
        $calls[] = 'get';
        $kept = @file_get_contents("$folder/" . bin2hex($id));
        return $kept ? Session::import($kept) : null;
    },
    'session_remove_cb' => function ($stream, string $id) use ($folder, &$calls) {
        $calls[] = 'remove';
        @unlink("$folder/" . bin2hex($id));
    },
];
$session = "$folder/client.pem";

/* One visit of openssl's: was it resumed, and which callbacks ran? */
function visit($server, string $how, array $more): array
{
    global $calls;
    $calls = [];
    $end = program(['openssl', 's_client', '-connect', stream_socket_get_name($server, false), $how, ...$more], '', true);
    $conn = xsock_accept($server, 20);
    $speaks = $conn && fwrite($conn, "welcome\n");
    $reused = $speaks ? stream_get_meta_data($conn)['crypto']['session_reused'] : null;
    fclose($end[2]);
    $speaks && fgets($conn);
    ended($end);
    return [$reused, implode(' ', $calls)];
}

$make = fn (array $options = []) => xsock_server('tls://127.0.0.1:0', options: $options + ['local_cert' => $certs->server()]);
foreach (['-tls1_2' => 'new', '-tls1_3' => 'new new'] as $how => $new) {
    $server = $make($store);
    check("$how first", visit($server, $how, ['-sess_out', $session]), [false, $new]);
    check("$how again", visit($server, $how, ['-sess_in', $session]), [true, $how === '-tls1_2' ? 'get' : 'get new']);
    check("$how nothing in the cache", xsock_info($server)['tls']['sessions'], 0);
    // Another process, which shares nothing but the folder; and another server of the same site.
    $peer = Peer::run(fn () => visit($make($store), $how, ['-sess_in', $session]));
    check("$how elsewhere", $peer->result(), [true, $how === '-tls1_2' ? 'get' : 'get new']);
    array_map('unlink', array_diff(glob("$folder/*"), [$session]));
    check("$how forgotten", visit($server, $how, ['-sess_in', $session]), [false, "get $new"]);
    // By enable_crypto.
    $server = xsock_server('tcp://127.0.0.1:0', options: $store + ['local_cert' => $certs->server()]);
    $client = xsock_client('tcp://' . stream_socket_get_name($server, false), options: ['cafile' => $certs->ca, 'peer_name' => 'localhost', 'max_proto_version' => $how === '-tls1_2' ? STREAM_CRYPTO_PROTO_TLSv1_2 : STREAM_CRYPTO_PROTO_TLSv1_3]);
    $conn = xsock_accept($server, 20);
    $calls = [];
    check("$how enable_crypto", tls_join($conn, $client), [true, true]);
    check("$how enable_crypto calls", implode(' ', $calls), $new);
    unset($conn, $client);
}
// A session that is too old is looked up, refused and removed.
$server = $make($store + ['session_timeout' => 1]);
visit($server, '-tls1_2', ['-sess_out', $session]);
sleep(3);
[$reused, $ran] = visit($server, '-tls1_2', ['-sess_in', $session]);
check('too old', [$reused, $ran === 'get new remove' || $ran === 'get remove new'], [false, true]);
// session_new_cb alone only listens: tickets and cache work as ever.
$server = $make(['session_new_cb' => $store['session_new_cb']]);
check('only told', visit($server, '-tls1_3', ['-sess_out', $session]), [false, 'new new']);
check('only told: resumes by ticket', visit($server, '-tls1_3', ['-sess_in', $session]), [true, 'new']);
// A wrong answer, and what goes wrong in one, ends that handshake, not the server.
foreach ([['TypeError', fn () => 'text', 'session_get_cb return type must be null or Openssl\Session'], ['DomainException', fn () => throw new DomainException('gone'), 'gone']] as [$class, $get, $words]) {
    $answer = $store['session_get_cb'];
    $server = $make(['session_get_cb' => function (...$arguments) use (&$answer) {
        return $answer(...$arguments);
    }] + $store);
    visit($server, '-tls1_2', ['-sess_out', $session]);
    $answer = $get;
    check_throws($class, $class, fn () => visit($server, '-tls1_2', ['-sess_in', $session]), $words);
    $answer = $store['session_get_cb'];
    check("$class: and on", visit($server, '-tls1_2', ['-sess_in', $session]), [true, 'get']);
}
// What does not go together.
foreach ([
    'session_get_cb needs session_new_cb' => ['session_new_cb' => null] + $store,
    'session_remove_cb needs session_get_cb' => ['session_get_cb' => null] + $store, // it was never called
    'session_get_cb goes without tickets' => $store + ['ticket_keys' => [str_repeat('k', 80)]],
    'with no_ticket false' => $store + ['no_ticket' => false],
    'session_get_cb and early data' => $store + ['early_data_cb' => fn () => null],
] as $words => $options) {
    check($words, $make($options), false);
    check_has("$words: says so", warned(), $words);
}
// The connections of one listener share an SSL_CTX whatever their closures are; options show what was given.
$server = $make($store);
check('info', xsock_info($server)['options']['session_get_cb'], $store['session_get_cb']);
check('option', xsock_get_option($server, 'session_new_cb'), $store['session_new_cb']);
done();
?>
--EXPECT--
35 checks, all right
