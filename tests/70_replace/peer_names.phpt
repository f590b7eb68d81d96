--TEST--
replace_transports: the CN of a certificate counts only where nothing else in it names a service, as in core since 8.2.36
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--INI--
xsock.replace_transports=1
--FILE--
<?php
// A certificate for other.example with the CN "localhost" was taken for localhost: authorities look at the alternative names, and may
// let the CN be anything.
require __DIR__ . '/../inc/tls.inc';
$certs = Certs::shared();
$alternative = "stream_socket_enable_crypto(): Peer certificate subjectAltName did not match expected name `%s'";
$cn = "stream_socket_enable_crypto(): Peer certificate CN=`localhost' did not match expected CN=`%s'";
foreach ([
    [['DNS:other.example'], 'localhost', $alternative],
    [['DNS:other.example', 'DNS:localhost'], 'localhost', ''],
    [['DNS:*.other.example'], 'www.other.example', ''],
    [['DNS:*.example'], 'other.example', $alternative], // here core is more generous
    [['IP:10.0.0.1', 'DNS:other.example'], 'localhost', $alternative],
    [['URI:http://other.example/'], 'localhost', $alternative],
    [['otherName:1.3.6.1.5.5.7.8.7;IA5STRING:_http.other.example'], 'localhost', $alternative],
    [['IP:10.0.0.1'], 'localhost', ''],
    [['IP:10.0.0.1'], '10.0.0.1', ''],
    [['IP:10.0.0.1'], '10.0.0.2', $cn],
    [['email:somebody@other.example'], 'localhost', ''],
    [['email:somebody@other.example'], 'another', $cn],
] as [$names, $peer, $said]) {
    $server = stream_socket_server('tcp://127.0.0.1:0', context: ssl(['local_cert' => $certs->make('localhost', $names)]));
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false), context: ssl(['cafile' => $certs->ca, 'peer_name' => $peer]));
    $what = implode(', ', $names) . " for $peer";
    $results = tls_join(stream_socket_accept($server), $client);
    check($what, $results[1], $said === '');
    check("$what: said", warned(), sprintf($said, $peer));
}
done();
?>
--EXPECT--
24 checks, all right
