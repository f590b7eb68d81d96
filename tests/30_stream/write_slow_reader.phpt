--TEST--
a blocking fwrite waits for a slow reader and takes everything, each wait within the timeout
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// PHP ends a write when the operation returns 0: so ours waits. The reader pauses; filters and gathering change nothing.
require __DIR__ . '/../inc/tls.inc';

foreach ([['tcp', []], ['tcp', ['write_buffer' => 10000]], ['tls', []], ['tls', ['write_buffer' => 10000]]] as [$kind, $options]) {
    $options += $kind === 'tls' ? ['local_cert' => Certs::shared()->server()] : [];
    foreach (['plain', 'string.rot13'] as $filter) {
        $server = xsock_server("$kind://127.0.0.1:0", options: $options + ['so_sndbuf' => 10000]);
        $address = "$kind://" . stream_socket_get_name($server, false);
        $reader = Peer::run(function (Peer $parent) use ($address) {
            $client = stream_socket_client($address, $c, $m, 10, STREAM_CLIENT_CONNECT, trusting(Certs::shared()));
            $got = '';
            for ($i = 0; !feof($client); $i++) {
                if ($i % 20 === 0 && $i < 80) {
                    usleep(20000);
                }
                $got .= fread($client, 8192);
            }
            return [strlen($got), md5($got)];
        }, [$server]);
        $conn = xsock_accept($server, 10);
        stream_set_timeout($conn, 20);
        if ($filter !== 'plain') {
            stream_filter_append($conn, $filter, STREAM_FILTER_WRITE);
        }
        $data = random_bytes(600000);
        $put = 0;
        foreach (str_split($data, 250001) as $piece) {
            $put += fwrite($conn, $piece);
        }
        check("$filter: all taken", $put, strlen($data));
        fclose($conn);
        check("$filter: all arrived", $reader->result(), [strlen($data), md5($filter === 'plain' ? $data : str_rot13($data))]);
    }
}
done();
?>
--EXPECT--
16 checks, all right
