--TEST--
Certificates are read when the server opens, not for every client: tls:// and enable_crypto
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'strace'); ?>
--FILE--
<?php
// Core builds an SSL_CTX for each connection: half the time of a handshake, and no session can be resumed.
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
const CLIENTS = 8;

/* How often such a server opens its certificate while it serves its clients. */
function opened(Certs $certs, string $open, string $join): int
{
    $inc = var_export(__DIR__ . '/../inc/tls.inc', true);
    $file = $certs->server();
    [$printed, $lines] = trace("
        require $inc;
        \$context = ssl(['local_cert' => '$file', 'cert_reload' => 3600]);
        \$server = $open;
        mark('open');
        for (\$i = 0; \$i < " . CLIENTS . "; \$i++) {
            $join
        }
        mark('served');
        echo stream_get_meta_data(\$conn)['crypto']['protocol'];
        ", '-s 200 -e trace=openat,?open,?access,?stat,?newfstatat,statx,faccessat,faccessat2');
    check("$open works", $printed, 'TLSv1.3');
    return count(preg_grep('~^open.*' . preg_quote($file) . '~', between($lines, 'open', 'served')));
}

$client = "stream_socket_client('tcp://' . stream_socket_get_name(\$server, false), context: ssl(['verify_peer' => false, 'verify_peer_name' => false]))";
$join = "\$client = $client; \$conn = stream_socket_accept(\$server, 10); tls_join(\$conn, \$client);";
check('tls://', opened($certs, "xsock_server('tls://127.0.0.1:0', context: \$context)",
    "[\$client, \$conn] = tls_connect(\$server, ssl(['verify_peer' => false, 'verify_peer_name' => false]));"), 0);
check('enable_crypto: the first client', opened($certs, "xsock_server('tcp://127.0.0.1:0', context: \$context)", $join), 2); // certificate, key
check_within("core's: every client", opened($certs, "stream_socket_server('tcp://127.0.0.1:0', context: \$context)", $join), replaced() ? 2 : CLIENTS, replaced() ? 2 : 3 * CLIENTS);
done();
?>
--EXPECT--
6 checks, all right
