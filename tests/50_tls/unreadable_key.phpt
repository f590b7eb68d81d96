--TEST--
A certificate or key that may not be read is told as such, with the errno
--EXTENSIONS--
openssl
pcntl
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'root'); ?>
--FILE--
<?php
// A server that gave up root, or never had it, and a key of mode 0600: it was told "no private key is in it".
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$cert = $certs->make('split', how: ['split' => true]);
$key = $certs->keyFile('split');
$both = $certs->make('both');
chmod($certs->dir, 0755);
chmod($cert, 0644);
chmod($key, 0600);
chmod($both, 0600);
$peer = Peer::run(function () use ($cert, $key, $both) {
    posix_setgid(65534);
    posix_setuid(65534);
    foreach ([['local_cert' => $cert, 'local_pk' => $key], ['local_cert' => $both], ['local_cert' => $cert, 'local_pk' => $key, 'SNI_server_certs' => ['a' => $both]]] as $options) {
        $said[] = [xsock_server('tls://127.0.0.1:0', $code, $text, options: $options), $code, $text];
    }
    warned();
    return $said;
});
check('told', $peer->result(), [
    [false, 13, "local_pk $key: Permission denied"],
    [false, 13, "local_cert $both: Permission denied"],
    [false, 13, "local_pk $key: Permission denied"],
]);
check('root may', is_resource(xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $cert, 'local_pk' => $key])));
done();
?>
--EXPECT--
2 checks, all right
