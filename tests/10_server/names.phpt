--TEST--
A name with several addresses binds the first that works; a client tries them in turn
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'mounts'); ?>
--FILE--
<?php
// /etc/hosts often lists dead addresses first. 203.0.113.71 and 203.0.113.72 are documentation addresses, hardly ever local.
require __DIR__ . '/../inc/checks.inc';
$hosts = tempnam(sys_get_temp_dir(), 'xs');
file_put_contents($hosts, "127.0.0.1 localhost\n203.0.113.71 some.test\n127.0.0.1 some.test\n203.0.113.71 none.test\n203.0.113.72 none.test\n127.0.0.3 two.test\n127.0.0.2 two.test\n");
$before = 'exec unshare -m sh -c \'mount --bind ' . $hosts . ' /etc/hosts && exec "$0" "$@"\'';
echo run_php('
    $server = xsock_server("tcp://some.test:0", $code, $text);
    check("some", $text, "");
    check_has("the address that works", stream_socket_get_name($server, false), "127.0.0.1:");
    check("no address works", xsock_server("tcp://none.test:0", $code, $text), false);
    check("code", $code, 99);
    check_has("text", $text, "none.test:0", "bind", "Cannot assign requested address");
    check_has("warning", warned(), $text);
    check("unknown name", xsock_server("tcp://unknown.test:0", $code, $text), false);
    check("unknown name code", $code, 0);
    check_has("unknown name text", $text, "unknown.test");
    check_has("unknown name warning", warned(), $text);
    foreach (["127.0.0.2", "127.0.0.3"] as $address) {
        $server = xsock_server("tcp://$address:0");
        $client = xsock_client("tcp://two.test:" . port_of($server), $code, $text, 10);
        check("client finds $address", is_resource($client) && stream_socket_get_name($client, true) === stream_socket_get_name($server, false));
    }
    done();
', $before);
unlink($hosts);
?>
--EXPECT--
12 checks, all right
