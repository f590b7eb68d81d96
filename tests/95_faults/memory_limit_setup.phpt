--TEST--
A request that reaches memory_limit while a client of a TLS server is being set up: nothing is freed twice, no descriptor is left
--EXTENSIONS--
openssl
pcntl
posix
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'tls'); ?>
--ENV--
USE_ZEND_ALLOC=0
USE_TRACKED_ALLOC=1
--FILE--
<?php
// A server with psk_server_cb makes the stream of a connection early. When there was no memory for it the connection was freed, but
// stayed in the table of those being set up, and was freed again at the end. And one whose handshake had failed was in no table
// any more while the words about it were written down: without memory for those its descriptor was left. (Both on releases of PHP that end
// the request on the spot, as 8.2.32; see memory_limit.phpt.)
require __DIR__ . '/../inc/tls.inc';
require __DIR__ . '/../inc/openssl_classes.inc';

const ROOM = 131072;

/* Of one accept with so many bytes of memory, in a child: sockets beyond those set up, whether it was enough; null: it crashed. */
function left(array $options, string $says, int $bytes): ?array
{
    [$near, $far] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $pid = pcntl_fork();
    if ($pid === 0) {
        ini_set('display_errors', 0);
        ini_set('log_errors', 0);
        $server = xsock_server('tls://127.0.0.1:0', options: $options);
        $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
        fwrite($client, $says);
        $sockets = sockets();
        register_shutdown_function(function () use ($near, $far, $client, $server, $sockets, &$enough) {
            ini_set('memory_limit', -1);
            fclose($client);
            $other = xsock_server('tcp://127.0.0.1:0'); // a socket for a socket
            for ($i = 0; $i < 200 && ($left = sockets() - $sockets - xsock_info($server)['setting_up']) > 0; $i++) {
                xsock_accept($other, 0); // one that lingers for its alert is let go
                usleep(10000);
            }
            fwrite($far, json_encode([$left, $enough]));
        });
        ini_set('memory_limit', (string) (memory_get_usage() + ROOM));
        $room = str_repeat('x', ROOM - $bytes);
        xsock_accept($server, 0);
        $info = xsock_info($server);
        $enough = $info['setting_up'] + $info['setup_failed'] > 0;
        exit;
    }
    fclose($far);
    $said = json_decode(stream_get_contents($near));
    pcntl_waitpid($pid, $status);
    return pcntl_wifexited($status) && in_array(pcntl_wexitstatus($status), [0, 255], true) ? $said : null;
}

$ballast = str_repeat('x', 4 << 20); // PHP takes no limit below 2 MB
$certs = new Certs();
foreach ([
    'early stream' => [['psk_server_cb' => fn () => null], ''],
    'failed' => [['local_cert' => $certs->server()], "GET / HTTP/1.0\r\n\r\n"],
] as $what => [$options, $says]) {
    $wrong = [];
    for ($bytes = 32, $enough = false; $bytes < ROOM && !$enough; $bytes += $bytes < 8192 ? 64 : 1024) {
        [$left, $enough] = left($options, $says, $bytes);
        if ($left !== 0) {
            $wrong[$bytes] = $left;
        }
    }
    check("$what: as it should be", $wrong, []);
    check("$what: in the end it works", $enough);
}
done();
?>
--EXPECT--
4 checks, all right
