--TEST--
Io\Poll: listeners that set clients up wake when there is something to do
--EXTENSIONS--
xsock
openssl
--SKIPIF--
<?php require __DIR__ . "/../inc/skip.inc"; needs("tls", "openssl", "linux", "a real kqueue"); ?>
--FILE--
<?php
// Registered once, a TLS or PROXY listener reports handshakes that can go on, not only new clients; a silent client delays nobody.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$certs->make('server');
$tls = ['local_cert' => "$certs->dir/server.pem"];
$proxy = ['proxy_protocol' => 'required', 'proxy_trusted' => ['*']];
$kinds = ['tcp' => ['tcp', [], ''], 'tls' => ['tls', $tls, ''], 'proxy' => ['tcp', $proxy, "PROXY TCP4 192.0.2.7 192.0.2.8 1000 2000\r\n"],
    'tls behind proxy' => ['tls', $tls + $proxy, "PROXY TCP4 192.0.2.7 192.0.2.8 1000 2000\r\n"]];
foreach (backends() as $backend => $make) {
    foreach ($kinds as $kind => [$scheme, $options, $header]) {
        $what = "$backend, $kind";
        $server = xsock_server("$scheme://127.0.0.1:0", options: $options);
        $name = stream_socket_get_name($server, false);
        $context = $make();
        watch($context, $server, Event::Read, 's');
        $silent = $kind === 'tcp' ? null : stream_socket_client("tcp://$name");
        $peer = Peer::run(function (Peer $parent) use ($name, $scheme, $header, $certs) {
            $clients = [];
            for ($i = 0; $i < 3; $i++) {
                $client = stream_socket_client("tcp://$name", $code, $text, 10, STREAM_CLIENT_CONNECT, trusting($certs));
                foreach (str_split($header ?: ' ', 20) as $piece) {
                    $header && fwrite($client, $piece);
                    usleep(2000);
                }
                if ($scheme === 'tls' && stream_socket_enable_crypto($client, true, STREAM_CRYPTO_METHOD_TLS_CLIENT) !== true) {
                    return 'no handshake';
                }
                fwrite($client, "client $i\n");
                $clients[] = $client;
            }
            return array_map(fn ($client) => fgets($client), $clients);
        });
        $lines = [];
        for ($round = 0; $round < 2000 && count($lines) < 3; $round++) {
            foreach ($context->wait(Duration::fromSeconds(20)) as $watcher) {
                $stream = $watcher->getHandle()->getStream();
                if ($stream !== $server) {
                    $lines[] = fgets($stream);
                    fwrite($stream, strtoupper(end($lines)));
                    $watcher->remove();
                } elseif ($connection = xsock_accept($server, 0)) {
                    watch($context, $connection, Event::Read);
                    $kept[] = $connection;
                }
            }
        }
        sort($lines);
        check("$what: served", $lines, ["client 0\n", "client 1\n", "client 2\n"]);
        check("$what: rounds: $round", $round < 200);
        check("$what: the clients", $peer->result(), ["CLIENT 0\n", "CLIENT 1\n", "CLIENT 2\n"]);
        $start = hrtime(true);
        for ($rounds = 0; hrtime(true) - $start < 1e8; $rounds++) {
            foreach ($context->wait(Duration::fromMilliseconds(100)) as $watcher) {
                xsock_accept($server, 0);
            }
        }
        check("$what: a silent client does not keep the loop busy ($rounds)", $rounds < 20);
        $kept = [];
    }
}
done();
?>
--EXPECT--
32 checks, all right
