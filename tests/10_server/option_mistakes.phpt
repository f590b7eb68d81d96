--TEST--
Plausible mistakes in options: the message names the value and the way out
--EXTENSIONS--
xsock
--FILE--
<?php
// ['tcp_nodelay' => 'off'] was on, as PHP takes "off" for true; ['proxy_protocol' => 'on'] "must be a string of 3 to 8 bytes"; a ssl option in the
// group socket: unknown, "did you mean" the same name.
require __DIR__ . '/../inc/checks.inc';
$open = fn (array $options) => xsock_server('tcp://127.0.0.1:0', $code, $text, options: $options);

// Words as bools.
foreach (['off', 'no', 'false', 'on', 'yes', 'true', ' ', 'null'] as $word) {
    check_throws("bool $word", TypeError::class, fn () => $open(['tcp_nodelay' => $word]), '"tcp_nodelay" must be of type bool', "string \"$word\" given");
    check("bool $word in a context", xsock_server('tcp://127.0.0.1:0', $code, $text, context: stream_context_create(['socket' => ['tcp_nodelay' => $word]])), false);
    check_has("bool $word in a context says", warned(), $text, 'Socket context option "tcp_nodelay" must be of type bool', "\"$word\"");
}
foreach ([['', false], ['0', false], ['1', true], [0, false], [2, true], ['0.0', true], [0.0, false], [false, false]] as [$value, $want]) {
    check('bool ' . show($value), xsock_get_option($open(['tcp_nodelay' => $value]), 'tcp_nodelay'), $want);
}
check_throws('bool []', TypeError::class, fn () => $open(['tcp_nodelay' => []]), 'type bool, array given');
check_throws('set', TypeError::class, fn () => xsock_set_option($open([]), 'tcp_nodelay', 'off'), 'string "off" given');

// Numbers.
check_throws('10k', TypeError::class, fn () => $open(['backlog' => '10k']), '"backlog" must be of type int, string "10k" given');
check_throws('5s', TypeError::class, fn () => $open(['setup_timeout' => '5s']), '"setup_timeout" must be of type float, string "5s" given');
// NAN was "of type float, float given".
foreach ([[NAN, 'NAN'], [INF, 'INF'], [-INF, '-INF'], ['1e999', 'INF'], [0.0, '0']] as [$value, $given]) {
    check_throws(var_export($value, true), ValueError::class, fn () => $open(['setup_timeout' => $value]), '"setup_timeout" must be between 0.001 and 3600 seconds, ' . "$given given");
}
check_throws('a long one', TypeError::class, fn () => $open(['backlog' => str_repeat('x', 65)]), 'must be of type int, string given');

// One of a few words.
foreach (['on', 'v2', 'require', '"off"', 'off", "optional', '', "off\0", str_repeat('x', 100)] as $word) {
    check_throws('proxy_protocol ' . json_encode($word), ValueError::class, fn () => $open(['proxy_protocol' => $word]), '"proxy_protocol" must be "off", "optional" or "required", "');
}
check_throws('proxy_protocol true', TypeError::class, fn () => $open(['proxy_protocol' => true]), '"proxy_protocol" must be "off", "optional" or "required", bool given');
check_throws('client_certs', ValueError::class, fn () => $open(['client_certs' => 'required']), '"client_certs" must be "none", "request" or "require", "required" given');
check_throws('ktls', ValueError::class, fn () => $open(['ktls' => 'on']), '"ktls" must be "off", "auto" or "require", "on" given');
check('each is taken', array_map(fn ($word) => is_resource($open(['proxy_protocol' => $word, 'proxy_trusted' => ['*']])), ['off', 'optional', 'required']), [true, true, true]);
check('in a context', xsock_server('tcp://127.0.0.1:0', $code, $text, context: stream_context_create(['ssl' => ['client_certs' => 'always']])), false);
check_has('in a context says', warned(), $text, 'SSL context option "client_certs" must be "none"', '"always" given');

// Names others have.
foreach (['cert' => 'local_cert', 'Key' => 'local_pk', 'timeout' => 'setup_timeout', 'proxy' => 'proxy_protocol', 'blocking' => 'nonblock', 'ca' => 'cafile',
    'cert_file' => 'local_cert', 'keyfile' => 'local_pk', 'ca_cert' => 'cafile', 'password' => 'passphrase', 'ssl_verify_client' => 'client_certs',
    'requestCert' => 'client_certs', 'sni' => 'SNI_server_certs', 'alpn' => 'alpn_protocols', 'recv_buffer' => 'so_rcvbuf'] as $wrong => $right) {
    check_throws($wrong, ValueError::class, fn () => $open([$wrong => 'x']), "\"$wrong\" is unknown, did you mean \"$right\"?");
}
// The other group of a context.
foreach (['socket' => ['local_cert', 'ssl'], 'ssl' => ['backlog', 'socket']] as $group => [$name, $right]) {
    check("$group $name starts", is_resource(xsock_server('tcp://127.0.0.1:0', context: stream_context_create([$group => [$name => '5']]))));
    check_has("$group $name", warned(), "Unknown $group context option \"$name\", it belongs to the group \"$right\"");
}
// What is no server.
check_throws('accept on udp', ValueError::class, fn () => xsock_accept(xsock_server('udp://127.0.0.1:0'), 0), 'must be a listening socket, udp given', 'xsock_recv_many()');
check_throws('accept on what is only bound', ValueError::class, fn () => xsock_accept_many(xsock_server('tcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND)), 'must be a listening socket, tcp given');
done();
?>
--EXPECT--
123 checks, all right
