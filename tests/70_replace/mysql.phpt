--TEST--
replace_transports: mysqlnd and a real MariaDB, over tcp, unix and TLS, persistent and not
--EXTENSIONS--
mysqlnd
mysqli
openssl
xsock
--INI--
xsock.replace_transports=1
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'mariadbd'); ?>
--FILE--
<?php
// mysqlnd opens tcp:// and unix://, takes the stream out of PHP's list of resources, sets socket options through a cast of
// the stream's data, and turns TLS on in the middle.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server', how: ['key' => 'rsa', 'split' => true]);
$dir = scratch();
mkdir("$dir/data");
$user = posix_geteuid() === 0 ? ' --user=root' : '';
/* What mariadb-install-db does, which needs more packages. */
exec("(printf '%s;\\n' 'CREATE DATABASE mysql' 'USE mysql' 'SET @skip_auth_anonymous = 1' 'SET @auth_root_socket = NULL'; cd /usr/share/m*/charsets/..; "
    . "cat m*_system_tables.sql m*_system_tables_data.sql) | mariadbd --no-defaults --bootstrap --datadir=$dir/data$user "
    . "--innodb-log-file-size=4M --innodb-buffer-pool-size=8M 2>&1", $lines, $status);
check('database made', [$status, $status ? $lines : []], [0, []]);
$probe = stream_socket_server('tcp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND); // bound and not listening: nobody else gets the port
$port = port_of($probe);
$server = proc_open(preg_split('/ /', "mariadbd --no-defaults --datadir=$dir/data --socket=$dir/s --port=$port --bind-address=127.0.0.1 --pid-file=$dir/pid"
    . " --innodb-buffer-pool-size=8M --innodb-log-file-size=4M --max-allowed-packet=16M --ssl-cert=$file --ssl-key=$certs->dir/server-key.pem --ssl-ca=$certs->ca$user"),
    [['file', '/dev/null', 'r'], ['file', "$dir/log", 'w'], ['file', "$dir/log", 'w']], $pipes);
$pid = proc_get_status($server)['pid'];
for ($until = hrtime(true) + 40e9; !@stream_socket_client("unix://$dir/s") && hrtime(true) < $until && proc_get_status($server)['running'];) {
    usleep(50000);
}
warned();
mysqli_report(MYSQLI_REPORT_OFF);

function ask(mysqli|false $db, string $sql): mixed
{
    if (!$db || mysqli_connect_errno()) {
        return mysqli_connect_error();
    }
    $result = $db->query($sql);
    return $result instanceof mysqli_result ? $result->fetch_row()[0] : ($result ?: $db->error);
}
$ways = ['tcp' => ['127.0.0.1', null], 'unix' => ['localhost', "$dir/s"], 'tcp, persistent' => ['p:127.0.0.1', null], 'unix, persistent' => ['p:localhost', "$dir/s"]];
foreach (["'x'@'%'", "'x'@'localhost'", "'y'@'%'", "'y'@'localhost'"] as $name) { // mysqli knows persistent ones by user, not by TLS
    check("user $name", ask(new mysqli('localhost', 'root', '', '', 0, "$dir/s"), "CREATE USER $name IDENTIFIED BY 'secret'"), true);
}
foreach ($ways as $way => [$host, $path]) {
    foreach ([0 => '', MYSQLI_CLIENT_SSL => 'TLS'] as $flags => $cipher) {
        if ($flags && $path) {
            continue;
        }
        for ($i = 0; $i < 2; $i++) {
            $db = mysqli_init();
            $flags && $db->ssl_set(null, null, $certs->ca, null, null);
            $db->options(MYSQLI_OPT_CONNECT_TIMEOUT, 10);
            $up = @$db->real_connect($host, $flags ? 'y' : 'x', 'secret', '', $path ? 0 : $port, $path, $flags);
            $what = "$way $cipher $i";
            check($what, [$up, $up ? ask($db, 'SELECT 6 * 7') : mysqli_connect_error()], [true, '42']);
            if (!$up) {
                continue;
            }
            check("$what: cipher", (ask($db, "SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_cipher'") !== '') === (bool) $flags);
            check("$what: 5 MB there and back", md5(ask($db, "SELECT '" . ($text = bulk(5000000)) . "'")), md5($text));
            $rows = $db->query("WITH RECURSIVE s AS (SELECT 1 n UNION ALL SELECT n + 1 FROM s WHERE n < 900) SELECT n, REPEAT('x', 3000) FROM s", MYSQLI_USE_RESULT);
            check("$what: rows", $rows ? array_sum(array_column($rows->fetch_all(), 0)) : $db->error, 405450);
            $db->query('SELECT SLEEP(0.3), 1', MYSQLI_ASYNC);
            $read = $error = $reject = [$db];
            check("$what: polled", mysqli_poll($read, $error, $reject, 10), 1);
            check("$what: reaped", $db->reap_async_query()->fetch_row()[1], '1');
            $id = ask($db, 'SELECT CONNECTION_ID()');
            $db->close();
            $i && str_contains($way, 'persistent') && check("$what: the same connection", $id, $last);
            $last = $id;
        }
    }
}
// The server ends the connection: an error, and the next one is new.
$db = new mysqli('p:127.0.0.1', 'x', 'secret', '', $port);
$id = ask($db, 'SELECT CONNECTION_ID()');
ask(new mysqli('localhost', 'root', '', '', 0, "$dir/s"), "KILL $id");
check('gone', @$db->query('SELECT 1'), false);
@$db->close();
$db = @new mysqli('p:127.0.0.1', 'x', 'secret', '', $port);
check('anew', ask($db, 'SELECT CONNECTION_ID()') !== $id);
check('wrong password', [@new mysqli('127.0.0.1', 'x', 'no', '', $port) && mysqli_connect_errno() === 1045], [true]);
warned();
proc_terminate($server);
proc_close($server);
exec('rm -rf ' . escapeshellarg("$dir/data"));
done();
?>
--EXPECT--
83 checks, all right
