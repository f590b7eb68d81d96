--TEST--
xsock_tls_reload() renews what can be renewed: files that single connections named, and that are gone since, are no obstacle
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// A server keeps up to four contexts, by what the ssl options of connections say that turn TLS on themselves. When the files of one
// of them were gone, no other was reloaded any more, also long after the last connection that used it.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$certs->make('first');
$certs->make('second');
$live = $certs->put('live', file_get_contents("$certs->dir/first.pem"));
$server = xsock_server('tcp://127.0.0.1:0', options: ['cert_reload' => 0]);

/* The name a client is shown by a connection with this certificate; both ends stay in $kept. */
function shown(string $file, ?array &$kept = null): string
{
    global $server, $certs;
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), context: trusting($certs, ['capture_peer_cert' => true]));
    $conn = xsock_accept($server, 20);
    stream_context_set_option($conn, 'ssl', 'local_cert', $file);
    $kept = [$client, $conn];
    return in_array(false, tls_join($conn, $client), true) ? 'failed'
        : openssl_x509_parse(stream_context_get_options($client)['ssl']['peer_certificate'])['subject']['CN'];
}
check('at first', shown($live), 'first');
// One whose files are gone, and no connection that uses it is left.
$gone = $certs->make('gone');
check('another', shown($gone), 'gone');
unlink($gone);
check('the usual one again', shown($live), 'first');
$certs->put('live', file_get_contents("$certs->dir/second.pem"));
check('reloaded', [xsock_tls_reload($server), warned()], [true, '']);
check('renewed', shown($live), 'second');
check('the next one that wants it', shown($gone), 'failed');
check_has('hears why', warned(), $gone, 'No such file');
// One that is in use stays, and the answer says so; the others are renewed all the same.
$used = $certs->make('used');
check('used', shown($used, $ends), 'used');
check('the usual one', shown($live), 'second');
unlink($used);
$certs->put('live', file_get_contents("$certs->dir/first.pem"));
check('reloaded but for one', xsock_tls_reload($server), false);
check_has('which one', warned(), $used, 'No such file');
check('renewed, too', shown($live), 'first');
check('the old one is in force', shown($used), 'used');
// The one that was asked for last stays in any case.
unset($ends);
check('last', shown($used), 'used');
check('not reloaded', xsock_tls_reload($server), false);
check_has('that one', warned(), $used);
check('still in force', shown($used), 'used');
done();
?>
--EXPECT--
17 checks, all right
