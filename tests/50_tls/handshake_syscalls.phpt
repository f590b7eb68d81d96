--TEST--
A TLS server sends its answer before it asks for more: nothing can be there before the client has it
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'strace'); ?>
--FILE--
<?php
// Having read a client's first message OpenSSL asked for the next one at once, and each handshake had a recvfrom() that failed,
// before the server's own messages, gathered for one send, were out.
require __DIR__ . '/../inc/tls.inc';
foreach (['TLSv1.2' => STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT, 'TLSv1.3' => STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT] as $version => $method) {
    [$printed, $lines] = trace('
        require "' . __DIR__ . '/../inc/tls.inc";
        $certs = new Certs();
        mark("begin");
        $trio = tls_trio($certs, [], ["crypto_method" => ' . $method . ']);
        check("protocol", stream_get_meta_data($trio[2])["crypto"]["protocol"], "' . $version . '");
        mark("end");
        done();
    ', '-e trace=recvfrom,sendto,?access,?stat,?lstat,?newfstatat');
    check('script', $printed, "1 checks, all right\n");
    $calls = array_values(preg_grep('~^(recvfrom|sendto)~', between($lines, 'begin', 'end')));
    $hello = array_key_first(preg_grep('~^recvfrom\(.* = \d+$~', $calls));
    check("$version: a message came", $hello !== null);
    while (preg_match('~^recvfrom\(.* = [1-9]\d*$~', $calls[++$hello] ?? '')) {
        continue; // newer OpenSSL reads a record's head and body apart
    }
    check_has("$version: what follows on it", $calls[$hello] ?? null, 'sendto(');
}
done();
?>
--EXPECT--
6 checks, all right
