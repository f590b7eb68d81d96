--TEST--
examples/prefork_tls.php: whoever comes back resumes, whichever worker it meets, TLS 1.2 and 1.3, also a new worker
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('bash', 'openssl');
tls_needed();
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$stopped = [];                                  // workers that cannot end just now
register_shutdown_function('go_on');
$example = new Example('prefork_tls.php', 'tls://127.0.0.1:0', '3');
$where = host_and_port($example->address);
$session = tempnam(sys_get_temp_dir(), 'xsock_');

/* One visit of openssl's: the worker met, and both sides' word on the session. */
function visit(string ...$arguments): array
{
    $printed = client_saying('', 'openssl', 's_client', '-connect', $GLOBALS['where'], ...$arguments);
    if (!preg_match('~^worker (\d+), TLSv1\.\d, (\w+)$~m', $printed, $match)) {
        exit($printed);
    }
    return [(int) $match[1], $match[2], preg_match('~^(New|Reused), ~m', $printed, $word) ? $word[1] : '?'];
}

/* Visits with the session kept in the file. Whoever has served is stopped, so that each of $count workers is met. */
function visits(string $version, int $count): string
{
    global $session, $stopped;
    for ($resumed = 0; count($stopped) < $count; $stopped[] = $worker) {
        [$worker, $server, $client] = visit($version, '-sess_in', $session);
        $resumed += $server === 'resumed' && $client === 'Reused';
        tell($worker, 'STOP');
    }
    go_on();
    return "$count workers, $resumed resumed\n";
}

function go_on(): void
{
    while ($GLOBALS['stopped']) {
        tell(array_pop($GLOBALS['stopped']), 'CONT');
    }
}

function tell(int $worker, string $signal): void
{
    client('bash', '-c', 'kill -$1 "$0"', (string) $worker, $signal);
}

foreach (['-tls1_2', '-tls1_3'] as $version) {
    [$first, $server, $client] = visit($version, '-sess_out', $session);
    echo "$version: $server, $client\n", visits($version, 3);
    // A worker that replaces a dead one knows the tickets, too.
    tell($first, 'KILL');
    echo 'one is dead: ', visits($version, 3);
}

// What openssl itself does to test a server: five times again, at once.
$printed = client('openssl', 's_client', '-connect', $where, '-tls1_2', '-reconnect');
echo preg_match_all('~^New, ~m', $printed), ' new, ', preg_match_all('~^Reused, ~m', $printed), " reused\n";
unlink($session);
echo $example->end();
?>
--EXPECT--
-tls1_2: new, New
3 workers, 3 resumed
one is dead: 3 workers, 3 resumed
-tls1_3: new, New
3 workers, 3 resumed
one is dead: 3 workers, 3 resumed
1 new, 5 reused
exit 0
