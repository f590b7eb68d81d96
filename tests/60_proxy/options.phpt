--TEST--
The options of the PROXY protocol are checked before anything is opened
--EXTENSIONS--
xsock
--FILE--
<?php
require __DIR__ . '/proxy.inc';

function refused(array $options): string
{
    $server = @xsock_server('tcp://127.0.0.1:0', $code, $text, context: stream_context_create(['socket' => $options]));
    warned();
    return $server === false && $code === 0 ? $text : show([$server, $code]);
}
$fds = count(xt_fds());
$flat = fn(array $options) => fn() => xsock_server('tcp://127.0.0.1:0', options: $options);

check_throws('word', ValueError::class, $flat(['proxy_protocol' => 'yes']), '"off", "optional" or "required", "yes" given');
check_throws('empty', ValueError::class, $flat(['proxy_protocol' => '']), 'proxy_protocol');
check_throws('type', TypeError::class, $flat(['proxy_protocol' => true]), 'must be "off", "optional" or "required", bool given');
foreach (['10.0.0.0/33', '10.0.0', '::1/129', 'example.org', '', '10.0.0.1 '] as $bad) {
    $options = ['proxy_protocol' => 'required', 'proxy_trusted' => ['127.0.0.1', $bad]];
    check_throws("network $bad", ValueError::class, $flat($options), "\"proxy_trusted\" has \"$bad\": ");
    check_has("network $bad, context", refused($options), "\"proxy_trusted\" has \"$bad\": ");
}
check_throws('a string', TypeError::class, $flat(['proxy_trusted' => '*']), 'array of strings');
check_throws('wait', ValueError::class, $flat(['proxy_wait' => 0]), 'proxy_wait');
check_throws('not for udp', ValueError::class,
    fn() => xsock_server('udp://127.0.0.1:0', options: ['proxy_protocol' => 'off']), 'does not apply to udp');
check_has('word, context', refused(['proxy_protocol' => 'perhaps']), '"perhaps" given');

// Believing everybody has to be said.
foreach (['optional', 'required'] as $word) {
    check_has("$word: trusted whom?", refused(['proxy_protocol' => $word]), 'proxy_trusted');
    check_has("$word: nobody", refused(['proxy_protocol' => $word, 'proxy_trusted' => []]), 'proxy_trusted');
}
// Trust alone would hand the header out as the client's first bytes.
check_has('trusted for what?', refused(['proxy_trusted' => ['127.0.0.1']]), 'proxy_trusted does nothing without proxy_protocol');
check('off is said', is_resource(xsock_server('tcp://127.0.0.1:0', options: ['proxy_protocol' => 'off', 'proxy_trusted' => ['127.0.0.1']])));
xsock_server('tcp://127.0.0.1:0', $code, $text, options: ['proxy_protocol' => 'optional']);
check('flat: code', $code, 0);
check_has('flat: warning', warned(), 'proxy_protocol needs proxy_trusted');
$context = stream_context_create(['socket' => ['proxy_protocol' => 'required']]);
check('stream_socket_server', stream_socket_server('xtcp://127.0.0.1:0', $code, $text, context: $context), false);
check_has('stream_socket_server says', warned(), 'proxy_trusted');
check('nothing stayed open', count(xt_fds()), $fds);

// What is in force.
$trusted = ['10.0.0.0/8', '2001:db8::/32', 'unix', '*'];
$server = proxied('optional', ['proxy_trusted' => $trusted, 'proxy_wait' => 1.5]);
$options = xsock_info($server)['options'];
check('info', [$options['proxy_protocol'], $options['proxy_trusted'], $options['proxy_wait']], ['optional', $trusted, 1.5]);
check('get', xsock_get_option($server, 'proxy_trusted'), $trusted);
check_throws('set', ValueError::class, fn() => xsock_set_option($server, 'proxy_wait', 1), 'cannot change');
check('counters', isset(xsock_info($server)['setting_up']));

// "off" is as if nothing was said.
$server = proxied('off');
$client = client_says($server, v1('192.0.2.7', 1, '192.0.2.8', 2));
$connection = xsock_accept($server, 10, $peer);
check('off', [$peer, fgets($connection)], [stream_socket_get_name($client, false), v1('192.0.2.7', 1, '192.0.2.8', 2)]);
check('off: no counters', isset(xsock_info($server)['setting_up']), false);
done();
?>
--EXPECT--
49 checks, all right
