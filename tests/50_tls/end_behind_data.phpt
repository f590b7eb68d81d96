--TEST--
The peer's goodbye in one piece with its last bytes is noticed by stream_select and Io\Poll, whether or not a FIN comes
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'openssl'); ?>
--FILE--
<?php
// One recv(2) took data and close_notify together, and the kernel had nothing more to report: a server around stream_select
// waited for ever for the end of a client that says goodbye and then waits for the answer (socat does, in half of all cases).
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
foreach (['select', 'Io\Poll'] as $how) {
    foreach (['TLSv1.2', 'TLSv1.3'] as $version) {
        $server = xsock_server('tls://127.0.0.1:0', options: ['local_cert' => $certs->make("s$how$version"), 'nonblock' => true]);
        $method = $version === 'TLSv1.2' ? STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT : STREAM_CRYPTO_METHOD_TLSv1_3_CLIENT;
        $context = trusting($certs, ['crypto_method' => $method]);
        stream_context_set_option($context, 'socket', 'tcp_nodelay', true); // else the second record waits for an answer
        [$peer, $conn] = tls_connect($server, $context);
        stream_set_blocking($conn, false);
        $watched = null;
        if ($how !== 'select' && class_exists('Io\Poll\Context')) {
            $poll = new Io\Poll\Context();
            $poll->add(new StreamPollHandle($conn), [Io\Poll\Event::Read]);
            $watched = fn () => (bool) $poll->wait(Time\Duration::fromSeconds(20));
        }
        $ready = $watched ?? function () use ($conn) {
            [$r, $w, $e] = [[$conn], null, null];
            return stream_select($r, $w, $e, 20) === 1;
        };
        fwrite($peer, 'hello');
        stream_socket_enable_crypto($peer, false);      // close_notify without FIN
        $name = "$how $version";
        check("$name: data", $ready());
        check("$name: hello", fread($conn, 100), 'hello');
        // PHP 8.6's own Io\Poll asks the kernel only: there programs read until nothing comes, see docs/io_poll.md.
        check("$name: the end is readable", ($watched && PHP_VERSION_ID >= 80600) || $ready());
        check("$name: the end", [fread($conn, 100), feof($conn)], ['', true]);
        check("$name: still answered", fwrite($conn, 'bye'), 3);
        fclose($conn);
    }
}
done();
?>
--EXPECT--
20 checks, all right
