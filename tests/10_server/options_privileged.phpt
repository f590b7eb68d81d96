--TEST--
Options that need privileges: given, in force, inherited, changed
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'net_admin'); ?>
--FILE--
<?php
// Firewall marks, interfaces, transparent proxies: for servers that start with rights.
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/options.inc';
foreach (XS_PRIVILEGED_OPTIONS as [$name, $value]) {
    foreach (['tcp', 'udp'] as $scheme) {
        $server = xsock_server("$scheme://127.0.0.1:0", $code, $text, options: [$name => $value]);
        check("$scheme $name opens", $text, '');
        check("$scheme $name", xsock_get_option($server, $name), $value);
    }
    [$server, $client, $connection] = trio('tcp://127.0.0.1:0', [$name => $value]);
    if (in_array($name, XS_INHERITED, true)) {
        check("$name inherited", xsock_get_option($connection, $name), $value);
    }
    [$server, $client, $connection] = trio();
    if (in_array($name, XS_LIVE_TCP, true)) {
        check("$name set", xsock_set_option($connection, $name, $value), true);
        check("$name is set", xsock_get_option($connection, $name), $value);
    } else {
        check_throws("$name only at opening", ValueError::class, fn() => xsock_set_option($connection, $name, $value), $name);
    }
}
done();
?>
--EXPECT--
26 checks, all right
