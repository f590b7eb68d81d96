--TEST--
Clients keep sessions (session_new_cb) and resume them (session_data), in another process, too; nothing is believed unseen
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// PHP 8.6's options under xsock's names. Where PHP lacks the classes the options fail with words that say so.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->server()]);
$at = 'tls://' . stream_socket_get_name($server, false);
if (!class_exists('Openssl\Session')) {
    foreach (['session_new_cb' => 'Session', 'session_get_cb' => 'Session', 'session_remove_cb' => 'Session', 'psk_server_cb' => 'Psk'] as $name => $class) {
        check_throws($name, 'ValueError', fn () => xsock_server('tls://127.0.0.1:0', options: [$name => fn () => null]), "\"$name\" needs the class Openssl\\$class, which PHP 8.6 has");
    }
    check_throws('psk_client_cb', 'ValueError', fn () => xsock_client($at, options: ['psk_client_cb' => fn () => null]), 'needs the class Openssl\Psk');
    check('in a context', xsock_client($at, context: ssl(['session_new_cb' => fn () => null])), false);
    check_has('its words', warned(), 'SSL context option "session_new_cb" needs the class Openssl\Session');
} else {
    $xs_checks += 12; // PHP has the classes
}
require __DIR__ . '/../inc/openssl_classes.inc';
use Openssl\Session;

$worker = Peer::run(function () use ($server) {
    while ($conn = xsock_accept($server, 20)) {
        stream_set_timeout($conn, 20);
        fwrite($conn, stream_get_meta_data($conn)['crypto']['session_reused'] ? "resumed\n" : "new\n");
        if (fgets($conn) === "enough\n") {
            return 'ended';
        }
    }
});
$trust = ['cafile' => $certs->ca, 'peer_name' => 'localhost'];
$trusting = 1;

/* One visit: what the server said; the sessions it gave are in $kept, and how it came to that. */
function visit(array $options, string $last = "bye\n", string $scheme = 'tls'): string
{
    global $at, $kept, $seen;
    $kept = $seen = [];
    $client = xsock_client(str_replace('tls://', "$scheme://", $at), options: $options + ['session_new_cb' => function ($stream, Session $session) {
        $GLOBALS['kept'][] = $session;
        $GLOBALS['seen'][] = $stream;
    }]);
    if (!$client) {
        return 'failed';
    }
    if ($scheme !== 'tls' && stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT) !== true) {
        return 'no handshake';
    }
    $said = trim(fgets($client));
    check('both ends agree', stream_get_meta_data($client)['crypto']['session_reused'], $said === 'resumed');
    check('the callbacks got the stream', array_filter($seen, fn ($stream) => $stream !== $client), []);
    fwrite($client, $last);
    return $said;
}

foreach (['1.2' => STREAM_CRYPTO_PROTO_TLSv1_2, '1.3' => STREAM_CRYPTO_PROTO_TLSv1_3] as $version => $proto) {
    $options = $trust + ['max_proto_version' => $proto];
    check("$version first", visit($options), 'new');
    check("$version sessions", count($kept), $version === '1.2' ? 1 : 2);
    check("$version id", strlen($kept[0]->id), 32);
    $first = $kept;
    foreach (['object' => fn ($s) => $s, 'PEM' => fn ($s) => $s->export(), 'DER' => fn ($s) => $s->export(OPENSSL_ENCODING_DER), 'imported' => fn ($s) => Session::import($s->export())] as $how => $as) {
        check("$version $how", visit($options + ['session_data' => $as($first[0])]), 'resumed');
    }
    check("$version by enable_crypto", visit($options + ['session_data' => $first[0]], "bye\n", 'tcp'), 'resumed');
    check("$version in another process", Peer::run(fn () => visit($options + ['session_data' => $first[0]->export()]))->result(), 'resumed');
    // A context's, and one that is changed between two connections.
    $context = ssl($options + ['session_data' => $first[0]]);
    $client = xsock_client($at, context: $context);
    check("$version context", fgets($client), "resumed\n");
    fwrite($client, "bye\n");
    // What the session says of itself is no proof.
    foreach (['another name' => ['peer_name' => '127.0.0.9'] + $options, 'another fingerprint' => ['peer_fingerprint' => str_repeat('0', 64)] + $options] as $what => $wrong) {
        check("$version $what", xsock_client($at, options: $wrong + ['session_data' => $first[0]]), false);
        check_has("$version $what: why", warned(), $what === 'another name' ? 'certificate verify failed (IP address mismatch)' : 'fingerprint');
    }
    visit(['verify_peer' => false, 'verify_peer_name' => false, 'max_proto_version' => $proto]);
    check("$version sessions of unverified", count($kept) > 0);
    check("$version one that began unverified", xsock_client($at, options: $options + ['session_data' => $kept[0]]), false);
    check_has("$version: why", warned(), 'TLS handshake: certificate verify failed (');
}
// Mistakes.
check_throws('no session', 'ValueError', fn () => xsock_client($at, options: $trust + ['session_data' => 'junk']), '"session_data" is no session in PEM or DER');
check_throws('wrong type', 'TypeError', fn () => xsock_client($at, options: $trust + ['session_data' => 5]), '"session_data" must be of type Openssl\Session or string, int given');
check_throws('no callable', 'TypeError', fn () => xsock_client($at, options: $trust + ['session_new_cb' => 'no_such']), '"session_new_cb" must be a valid callback, function "no_such" not found');
check_throws('for clients', 'ValueError', fn () => xsock_server('tls://127.0.0.1:0', options: ['session_data' => '']), '"session_data" is for clients');
check('persistent', xsock_client($at, flags: STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT, options: $trust + ['session_new_cb' => fn () => null]), false);
check_has('persistent: why', warned(), 'session_new_cb is not supported for persistent streams');
// What a callback throws comes out of the call that met the session, and the connection is as it was.
$client = xsock_client($at, options: $trust + ['max_proto_version' => STREAM_CRYPTO_PROTO_TLSv1_3, 'session_new_cb' => function ($stream) {
    check('cannot be closed', @fclose($stream), false);
    check('nor TLS be ended', @stream_socket_enable_crypto($stream, false), false);
    throw new DomainException('from the callback');
}]);
check_throws('a throwing callback', DomainException::class, fn () => fgets($client), 'from the callback');
warned();
check('the connection goes on', fwrite($client, "bye\n"), 4);
unset($client);
// A private method, in the rights of who gave it.
final class Keeper
{
    public array $kept = [];

    private function keep($stream, Session $session): void
    {
        $this->kept[] = $session;
    }

    public function options(): array
    {
        return ['session_new_cb' => [$this, 'keep']];
    }

    public function connect(string $at, array $options)
    {
        return xsock_client($at, options: $options + $this->options());
    }
}
$keeper = new Keeper();
$client = $keeper->connect($at, $trust);
echo warned();
check('private method', [fgets($client), count($keeper->kept)], ["new\n", 2]);
check_throws('private method, from outside', 'TypeError', fn () => xsock_client($at, options: $trust + $keeper->options()), 'must be a valid callback');
fwrite($client, "enough\n");
check('server', $worker->result(), 'ended');
done();
?>
--EXPECT--
93 checks, all right
