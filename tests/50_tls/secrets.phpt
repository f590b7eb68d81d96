--TEST--
xsock_info() and xsock_get_option() show no passphrase and no ticket key
--EXTENSIONS--
xsock
openssl
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// What xsock_info() tells goes into logs and status pages. The passphrases inside SNI_server_certs went with it.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$two = $certs->make('two', ['DNS:two.test'], ['split' => true, 'passphrase' => 'hunter2-two']);
$one = $certs->make('one', ['DNS:one.test'], ['passphrase' => 'hunter2-one']);
$names = [
    'two.test' => ['local_cert' => $two, 'local_pk' => $certs->keyFile('two'), 'passphrase' => 'hunter2-two'],
    'one.test' => ['local_cert' => $one, 'passphrase' => 'hunter2-one'],
];
$options = ['local_cert' => $one, 'passphrase' => 'hunter2-one', 'ticket_keys' => [str_repeat('hunter2-', 10)], 'SNI_server_certs' => $names];
foreach (['options', 'context'] as $how) {
    $server = $how === 'options' ? xsock_server('tls://127.0.0.1:0', options: $options)
        : xsock_server('tls://127.0.0.1:0', context: stream_context_create(['ssl' => $options]));
    check("$how: info", str_contains(serialize(xsock_info($server)), 'hunter2'), false);
    check("$how: files", xsock_get_option($server, 'SNI_server_certs'),
        ['two.test' => ['local_cert' => $two, 'local_pk' => $certs->keyFile('two')], 'one.test' => ['local_cert' => $one]]);
    foreach (['passphrase', 'ticket_keys'] as $name) {
        check("$how: $name", xsock_get_option($server, $name), null);
        check_has("$how: $name said", warned(), $name);
    }
    check("$how: still served", xsock_tls_reload($server));
}
check('the script has its own', $options['SNI_server_certs'], $names);
done();
?>
--EXPECT--
15 checks, all right
