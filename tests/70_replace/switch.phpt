--TEST--
xsock.replace_transports: off by default, system level, in any order of the extension lines, with opcache, for whole process lives
--EXTENSIONS--
sockets
xsock
--FILE--
<?php
// ext/openssl puts its own transports into PHP's table when it starts and PHP's former ones back when it ends: whoever is loaded
// first, ours must count in between.
require __DIR__ . '/../inc/checks.inc';

const NAMES = ['tcp', 'udp', 'unix', 'udg', 'ssl', 'tls', 'tlsv1.0', 'tlsv1.1', 'tlsv1.2', 'tlsv1.3'];
$script = scratch() . '/code.php';

/* What the script prints with these settings; last comes the exit status. */
function php(string $settings, string $what): string
{
    exec("$settings $what 2>&1; echo \$?", $lines);
    return implode("\n", $lines);
}

// The command line without extensions, and the extension settings one by one, xsock's last.
$quoted = '~ -d ["\']?((?:extension|xsock\.replace_transports)=[^ "\']*)["\']?~';
preg_match_all($quoted, php_command(), $found);
$extensions = array_values(array_unique(preg_grep('~^extension=~', $found[1])));
check('extension lines', count($extensions) >= 1);
$bare = preg_replace($quoted, '', php_command());
$lines = fn (array $of) => implode('', array_map(fn ($e) => ' -d ' . escapeshellarg($e), $of));
usort($extensions, fn ($a, $b) => str_contains($a, 'xsock') <=> str_contains($b, 'xsock'));

file_put_contents($script, '<?php foreach (' . var_export(NAMES, true) . ' as $name) {
    if (!in_array($name, stream_get_transports(), true)) {
        continue; // a PHP without openssl, with the switch off
    }
    $datagram = $name === "udp" || $name === "udg";
    $address = $name === "unix" || $name === "udg" ? "\0xsock-switch-" . getmypid() . $name : "127.0.0.1:0";
    $server = stream_socket_server("$name://$address", $code, $text, $datagram ? 4 : 12);
    try {
        $ours = xsock_info($server)["transport"];
    } catch (TypeError) {
        $ours = "core";
    }
    echo $name, " ", $ours, " ", stream_get_meta_data($server)["stream_type"], "\n";
}');
/* What it should print: without OpenSSL we leave the names to ext/openssl that it can serve with TLS. */
function expected(bool $on): string
{
    $of_openssl = extension_loaded('openssl');
    $with_tls = in_array('xtls', stream_get_transports(), true);
    $text = '';
    foreach (NAMES as $name) {
        $plain = in_array($name, ['udp', 'unix', 'udg'], true);
        $tls = !$plain && ($of_openssl || $on && $with_tls);
        if ($plain || $tls || $name === 'tcp') {
            $ours = $on && ($plain || $with_tls || !$tls);
            $text .= "$name " . ($ours ? $name : 'core') . ($tls ? ' tcp_socket/ssl' : " {$name}_socket") . "\n";
        }
    }
    return "{$text}0";
}

// opcache's file cache and preloading run scripts before the first request.
$cache = scratch();
$opcache = is_file(ini_get('extension_dir') . '/opcache.so') ? ' -d zend_extension=opcache' : '';
$opcache .= " -d opcache.enable_cli=1 -d opcache.file_cache=$cache";

$orders = ['last' => $extensions, 'first' => array_reverse($extensions)];
foreach ($orders as $order => $of) {
    check("$order: off", php($bare . $lines($of), $script), expected(false));
    check("$order: on", php($bare . $lines($of) . ' -d xsock.replace_transports=1', $script), expected(true));
    check("$order: on before the extensions", php("$bare -d xsock.replace_transports=On" . $lines($of), $script), expected(true));
    check("$order: 0", php($bare . $lines($of) . ' -d xsock.replace_transports=0', $script), expected(false));
    // Loaded and unloaded without a request: what goes wrong there shows in the exit status, leaks under the sanitizers too.
    foreach (['-m', '--re xsock', '--ri xsock', '-i'] as $option) {
        foreach (['off' => '', 'on' => ' -d xsock.replace_transports=1', 'opcache' => "$opcache -d xsock.replace_transports=1"] as $how => $more) {
            $out = php($bare . $lines($of) . $more, $option);
            check("$order, $how: $option ends well", substr($out, -2), "\n0");
            check_has("$order, $how: $option", $out, 'xsock');
        }
    }
    for ($i = 0; $i < 2; $i++) { // the second time from the file cache
        check("$order: opcache $i", php($bare . $lines($of) . "$opcache -d xsock.replace_transports=1", $script), expected(true));
        check("$order: opcache, off $i", php($bare . $lines($of) . $opcache, $script), expected(false));
    }
}
// The setting is the process's, not the script's.
check('access', ini_get_all('xsock')['xsock.replace_transports']['access'], INI_SYSTEM);
check('ini_set', ini_set('xsock.replace_transports', replaced() ? '0' : '1'), false);
check('documented default', shell_exec("$bare" . $lines($extensions) . ' -r "var_dump(ini_get(\'xsock.replace_transports\'));"'), "string(1) \"0\"\n");
exec('rm -rf ' . escapeshellarg($cache) . '/*'); // the file cache has folders
done();
?>
--EXPECT--
68 checks, all right
