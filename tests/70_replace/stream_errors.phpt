--TEST--
replace_transports: PHP 8.6's error modes of streams, exceptions included, do what they do with its own transports
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php
require __DIR__ . '/../inc/skip.inc';
needs('tls');
PHP_VERSION_ID < 80600 && die('skip needs PHP 8.6: before it streams have no error modes');
?>
--FILE--
<?php
// A script that asked for exceptions got warnings from failed sends and handshakes. One script, run on core's transports and
// on xsock's in their place.
require __DIR__ . '/../inc/checks.inc';

$scenario = <<<'PHP'
require $inc;
$tried = function (string $what, callable $body) {
    try {
        $result = var_export($body(), true);
    } catch (StreamException $e) {
        $result = implode(' | ', array_map(fn ($error) => "{$error->code->name}: {$error->message}", $e->getErrors()));
    }
    $stored = array_map(fn ($error) => "{$error->code->name}: {$error->message}", stream_last_errors());
    stream_clear_errors();
    echo preg_replace('~:\d+|\n~', ':', "$what: $result; stored: " . implode(' | ', $stored) . '; warned: ' . warned()), "\n";
};
foreach (StreamErrorMode::cases() as $mode) {
    $context = fn () => stream_context_create(['stream' => ['error_mode' => $mode, 'error_store' => StreamErrorStore::All]]);
    $server = stream_socket_server('tcp://127.0.0.1:0', context: $context());
    $at = stream_socket_get_name($server, false);
    $tried("$mode->name, nobody", fn () => stream_socket_accept($server, 0));
    $client = stream_socket_client("tcp://$at", context: $context());
    $gone = stream_socket_accept($server, 10);
    fwrite($client, 'unread');
    fread($gone, 1);
    fclose($gone);
    for ($i = 0; $i < 1000 && !feof($client); $i++) { // until the reset is there
        usleep(10000);
    }
    $tried("$mode->name, send", fn () => fwrite($client, 'x'));
    $client = stream_socket_client("tcp://$at", context: $context());
    $plain = stream_socket_accept($server, 10);
    fwrite($plain, "no TLS here\n");
    $tried("$mode->name, crypto", fn () => stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT));
    $peer = Peer::run(function () use ($server) {
        fwrite($conn = stream_socket_accept($server, 20), "no TLS here\n");
        return stream_get_contents($conn) !== false;
    });
    $tried("$mode->name, tls client", fn () => stream_socket_client("tls://$at", $code, $text, 20, 4, $context()));
    $peer->result();
}
PHP;

function played(string $scenario, int $replace): array
{
    $file = scratch() . "/$replace.php";
    file_put_contents($file, '<?php $inc = ' . var_export(dirname(__DIR__) . '/inc/checks.inc', true) . ";\n$scenario");
    exec(php_command() . " -d xsock.replace_transports=$replace -f " . escapeshellarg($file) . ' 2>&1', $lines);
    return $lines;
}

[$core, $ours] = [played($scenario, 0), played($scenario, 1)];
foreach ($core as $i => $line) {
    check("line $i", $ours[$i] ?? '', $line);
}
check('all of them', [count($core), count($ours)], [12, 12]);
done();
?>
--EXPECT--
13 checks, all right
