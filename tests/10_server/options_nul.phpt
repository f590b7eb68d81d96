--TEST--
No option is cut at a NUL byte
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'tls'); ?>
--FILE--
<?php
// Strings were checked, what is in lists and maps, and unix_owner and unix_group, were not: "root\0x" was root, and the
// file of a certificate another one than the script had checked.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
foreach ([
    ['tcp://127.0.0.1:0', 'tcp_congestion', "cubic\0x", 'socket'],
    ['udp://127.0.0.1:0', 'multicast_if', "lo\0x", 'socket'],
    ['udp://127.0.0.1:0', 'multicast_groups', ["239.1.2.3\0x"], 'socket'],
    ["unix://$dir/a", 'unix_owner', "root\0x", 'socket'],
    ["unix://$dir/a", 'unix_group', "root\0x", 'socket'],
    ['tcp://127.0.0.1:0', 'local_cert', "$dir/a\0x", 'ssl'],
    ['tcp://127.0.0.1:0', 'SNI_server_certs', ['a.test' => "$dir/a\0x"], 'ssl'],
    ['tcp://127.0.0.1:0', 'SNI_server_certs', ['a.test' => ['local_cert' => "$dir/a", 'local_pk' => "$dir/a\0x"]], 'ssl'],
    ['tcp://127.0.0.1:0', 'SNI_server_certs', ["a.test\0x" => "$dir/a"], 'ssl'],
    ['tcp://127.0.0.1:0', 'peer_fingerprint', ['sha256' => str_repeat('a', 64) . "\0x"], 'ssl'],
] as $i => [$address, $name, $value, $group]) {
    check_throws("$i $name", ValueError::class, fn() => xsock_server($address, options: [$name => $value]), "\"$name\"", 'NUL');
    check("$i $name in a context", xsock_server($address, $code, $text, context: stream_context_create([$group => [$name => $value]])), false);
    check_has("$i $name text", $text, "\"$name\"", 'NUL');
    check_has("$i $name warning", warned(), $text);
}
check('nothing made', glob("$dir/*"), []);
// These are bytes.
$options = ['passphrase' => "a\0b", 'session_id_context' => "a\0b", 'ticket_keys' => [str_repeat("\0", 80)], 'SNI_server_certs' => ['a.test' => ['local_cert' => "$dir/a", 'passphrase' => "a\0b"]]];
check('keys and passphrases', is_resource(xsock_server('tcp://127.0.0.1:0', options: $options)));
done();
?>
--EXPECT--
52 checks, all right
