--TEST--
replace_transports: php-fpm reloads under requests; nothing crashes, no request fails, no descriptor is left
--EXTENSIONS--
pcntl
posix
xsock
--INI--
xsock.replace_transports=1
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'php-fpm'); ?>
--FILE--
<?php
// A reload replaces the master by a new program in the same process: the module is unloaded with the transports put back and loaded
// anew. Workers hold persistent connections over it.
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/skip.inc';

/** What the script says, by FastCGI: one request on one connection; '' when there was no answer. */
function ask(string $socket, string $script): string
{
    $conn = @stream_socket_client("unix://$socket", $code, $text, 10);
    if (!$conn) {
        return '';
    }
    $record = fn (int $type, string $body) => pack('CCnnxx', 1, $type, 1, strlen($body)) . $body;
    $params = '';
    foreach (['SCRIPT_FILENAME' => $script, 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1'] as $name => $value) {
        $params .= chr(strlen($name)) . chr(strlen($value)) . $name . $value;
    }
    fwrite($conn, $record(1, pack('nCx5', 1, 0)) . $record(4, $params) . $record(4, '') . $record(5, ''));
    $said = '';
    while (strlen($head = (string) stream_get_contents($conn, 8)) === 8) {
        ['type' => $type, 'n' => $n, 'padding' => $padding] = unpack('Cversion/Ctype/nid/nn/Cpadding', $head);
        $body = (string) stream_get_contents($conn, $n + $padding);
        $said .= $type === 6 ? substr($body, 0, $n) : '';
    }
    return explode("\r\n\r\n", $said, 2)[1] ?? '';
}

$dir = scratch();
$server = stream_socket_server('tcp://127.0.0.1:0');
$port = port_of($server);
$echo = Peer::run(function () use ($server) {
    $all = [];
    while (true) {
        $read = [$server, ...$all];
        $none = null;
        stream_select($read, $none, $none, 40);
        foreach ($read as $stream) {
            if ($stream === $server) {
                $conn = @stream_socket_accept($server, 0);
                $conn && $all[(int) $conn] = $conn;
            } elseif (($line = fgets($stream)) !== false) {
                fwrite($stream, "echo $line");
            } else {
                unset($all[(int) $stream]);
            }
        }
    }
});
file_put_contents("$dir/page.php", '<?php $kept = pfsockopen("tcp://127.0.0.1", ' . $port . ', $code, $text, 10); fwrite($kept, getmypid() . "\n"); $line = fgets($kept);'
    . '$pair = stream_socket_server("tcp://127.0.0.1:0"); $near = stream_socket_client("tcp://" . stream_socket_get_name($pair, false)); $far = stream_socket_accept($pair, 5);'
    . 'echo json_encode([(int) ini_get("xsock.replace_transports"), $line === "echo " . getmypid() . "\n", xsock_info($far)["transport"], getmypid(), count(scandir("/proc/self/fd"))]);');
$user = posix_getpwuid(posix_geteuid())['name'];
$group = posix_getgrgid(posix_getegid())['name'];
file_put_contents("$dir/fpm.conf", "[global]\npid = $dir/pid\nerror_log = $dir/log\ndaemonize = no\nprocess_control_timeout = 20\n"
    . "[www]\nlisten = $dir/s\nuser = $user\ngroup = $group\npm = static\npm.max_children = 2\ncatch_workers_output = yes\n");
$root = posix_geteuid() === 0 ? '-R' : '';
preg_match_all('~-d ?"?(\w*extension=[^\s"]+)~', getenv('TEST_PHP_EXTRA_ARGS'), $loaded);
$modules = implode(' ', array_map(fn ($setting) => '-d ' . escapeshellarg($setting), array_filter($loaded[1], fn ($setting) => str_contains($setting, 'xsock'))));
$fpm = proc_open(['sh', '-c', 'exec ' . php_fpm() . " -n $root -F -y $dir/fpm.conf $modules -d xsock.replace_transports=1"],
    [['file', '/dev/null', 'r'], ['file', "$dir/out", 'w'], ['file', "$dir/out", 'w']], $pipes);
$master = proc_get_status($fpm)['pid'];
for ($until = hrtime(true) + 20e9; ($first = ask("$dir/s", "$dir/page.php")) === '' && hrtime(true) < $until && proc_get_status($fpm)['running'];) {
    usleep(50000);
}
check('serves', array_slice(json_decode($first, true) ?? [$first, file_get_contents("$dir/out")], 0, 3), [1, true, 'tcp']);

$open = fn () => count(scandir("/proc/$master/fd"));
$start = $open();
/* The processes whose parent is the master. */
$workers = fn () => array_map('intval', array_keys(preg_grep("/\) \w $master /", array_map(fn ($stat) => (string) @file_get_contents($stat),
    array_column(array_map(fn ($stat) => [explode('/', $stat)[2], $stat], glob('/proc/[0-9]*/stat')), 1, 0)))));
$pids = $bad = [];
for ($reload = 0; $reload < 5; $reload++) {
    $old = $workers();
    $clients = Peer::run(function () use ($dir, $old) { // 30, and until one of the new workers answers
        $answers = [];
        for ($new = false, $until = hrtime(true) + 20e9; count($answers) < 30 || (!$new && hrtime(true) < $until);) {
            $answers[] = $answer = ask("$dir/s", "$dir/page.php");
            $new = $new || !in_array(json_decode($answer, true)[3] ?? $old[0], $old, true);
        }
        return [$answers, $new];
    });
    posix_kill($master, SIGUSR2);
    [$answers, $new] = $clients->result();
    check("reload $reload: two workers, replaced", [count($old), $new], [2, true]);
    foreach ($answers as $answer) {
        $answer = json_decode($answer, true);
        if (array_slice($answer ?? [], 0, 3) === [1, true, 'tcp']) {
            $pids[$answer[3]][] = $answer[4];
        } else {
            $bad[] = $answer;
        }
    }
}
check('no request failed', $bad, []);
check_within('workers were replaced', count($pids), 4, 12);
check('workers leak no descriptor', array_filter($pids, fn ($counts) => end($counts) > $counts[min(2, count($counts) - 1)]), []);
check('nor does the master', $open(), $start);
posix_kill($master, SIGQUIT);
for ($until = hrtime(true) + 30e9; ($status = proc_get_status($fpm))['running'] && hrtime(true) < $until;) {
    usleep(20000);
}
check('ends by itself', [$status['running'], $status['exitcode'], $status['signaled']], [false, 0, false]);
check('nothing was wrong', preg_grep('/WARNING|ERROR|ALERT|SIGSEGV|SIGABRT|core dumped/', file("$dir/log")), []);
$echo->kill();
done();
?>
--EXPECT--
12 checks, all right
