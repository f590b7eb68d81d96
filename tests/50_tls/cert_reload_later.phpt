--TEST--
A renewed certificate that could not be read at first is used as soon as it can, although the file does not change any more
--EXTENSIONS--
openssl
posix
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
// A hook puts the new certificate there for root alone and gives it to the server's user a moment later, or descriptors ran short
// just then. Neither shows in what the file looks like, so the server went on with the old certificate until the next renewal, when
// it had expired.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$first = file_get_contents($certs->make('first'));
$second = file_get_contents($certs->make('second'));
chmod($certs->dir, 0755);
$live = $certs->put('live', $first);
chmod($live, 0644);
$root = posix_geteuid() === 0;
$become = fn (int $uid) => !$root || posix_seteuid($uid);

function shown($server): string
{
    $context = ssl(['verify_peer' => false, 'verify_peer_name' => false, 'capture_peer_cert' => true]);
    [$client, $conn, $result] = tls_connect($server, $context);
    return $result !== true ? 'refused' : openssl_x509_parse(stream_context_get_options($client)['ssl']['peer_certificate'])['subject']['CN'];
}
/* What is shown in the end, and what was warned until then. */
function shown_in_time($server, string $want): array
{
    for ($until = hrtime(true) + 20e9; ($got = shown($server)) !== $want && hrtime(true) < $until;) {
        usleep(20000);
    }
    return [$got, warned()];
}

$server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $live, 'cert_reload' => 0.01]);
$become(65534);
check('at first', shown($server), 'first');
$become(0);
file_put_contents("$live.new", $second);
chmod("$live.new", $root ? 0600 : 0);
rename("$live.new", $live);
$become(65534);
$shown = [];
for ($until = hrtime(true) + 20e9; !($warned = warned()) && hrtime(true) < $until;) {
    usleep(20000);
    $shown[shown($server)] = true;
}
check('nobody may read it: the old one', $shown, ['first' => true]);
check_has('and a warning', $warned, 'old ones stay', $live, 'Permission denied');
usleep(20000);
check('once', [shown($server), warned()], ['first', '']);
$looks = fn () => [clearstatcache(), fileinode($live), filesize($live), filemtime($live)];
$before = $looks();
$become(0);
chmod($live, 0644);
check('it looks the same', $looks(), $before);
$become(65534);
check('used as soon as it can', shown_in_time($server, 'second'), ['second', '']);
$become(0);

// A passphrase is not looked for as a file, which would show it in traces of system calls.
$named = $certs->make('named', how: ['passphrase' => 'sesame']);
$server = xsock_server('tls://127.0.0.1:0', options: ['cert_reload' => 0.01, 'SNI_server_certs' => ['a.test' => ['local_cert' => $named, 'passphrase' => 'sesame']]]);
chdir($certs->dir);
check('opened', is_resource($server));
$read = xsock_info($server)['tls']['certificate_read'];
while (time() <= $read) {
    usleep(50000);
}
file_put_contents('sesame', 'x');
usleep(20000);
shown($server); // refused, no such name
warned();
check('a file of that name is no change', xsock_info($server)['tls']['certificate_read'], $read);
done();
?>
--EXPECT--
8 checks, all right
