--TEST--
replace_transports: a server starts again while former connections linger on its port, also with Amp's context
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Amp's contexts have so_reuseaddr false, a key that core passes over below 8.6: its servers start again at once. With the
// switch they did not: "Address already in use" for a minute. One script, run on core's transports and on xsock's.
require __DIR__ . '/../inc/checks.inc';

$scenario = <<<'PHP'
foreach ([[], ['so_reuseaddr' => true], ['so_reuseaddr' => false], ['so_reuseaddr' => 0, 'so_reuseport' => false]] as $i => $options) {
    $open = fn (string $at) => @stream_socket_server($at, $code, $text, context: stream_context_create(['socket' => $options]));
    $server = $open('tcp://127.0.0.1:0');
    $at = 'tcp://' . stream_socket_get_name($server, false);
    $client = stream_socket_client($at, timeout: 10);
    fclose(stream_socket_accept($server, 10)); // who closes first keeps the port for a minute
    fread($client, 1);
    fclose($client);
    fclose($server);
    echo $i, is_resource($open($at)) ? ' starts again' : ' does not', "\n";
}
PHP;
$played = function (int $replace) use ($scenario) {
    $file = scratch() . "/$replace.php";
    file_put_contents($file, "<?php $scenario");
    exec(php_command() . " -d xsock.replace_transports=$replace -f " . escapeshellarg($file) . ' 2>&1', $lines);
    return $lines;
};
check('as core', $played(1), $core = $played(0));
check('all of them', count($core), 4);
PHP_VERSION_ID < 80600 && check('again', preg_grep('/starts again$/', $core), $core);
PHP_VERSION_ID < 80600 || check('as asked for', $core[2], '2 does not');
done();
?>
--EXPECT--
3 checks, all right
