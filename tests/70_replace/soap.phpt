--TEST--
replace_transports: SoapClient over http:// and https://, with a context, kept open and closed
--EXTENSIONS--
openssl
pcntl
soap
xsock
--INI--
xsock.replace_transports=1
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// ext/soap opens the connection itself, keeps it between calls, asks feof() before it uses it again, and verifies by the context.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();
$file = $certs->make('server');

/** Answers every call on one connection after another: its parameter reversed, and how many it answered on this connection. */
function soap($server, bool $keep): void
{
    for ($tries = 0; $tries < 20; $tries++) {
        $conn = @stream_socket_accept($server, 20);
        for ($calls = 1; ; $calls++) {
            for ($head = ''; $conn && ($line = fgets($conn)) !== false && $line !== "\r\n"; $head .= $line) {
            }
            if (!$conn || $line === false) {
                break;
            }
            preg_match('~^Content-Length: (\d+)~mi', $head, $length);
            preg_match('~<param0[^>]*>(.*)</param0>~s', stream_get_contents($conn, (int) $length[1]), $param);
            if ($param[1] === 'end') {
                return;
            }
            $xml = '<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><r><return>'
                . strrev($param[1]) . " $calls</return></r></e:Body></e:Envelope>";
            fwrite($conn, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " . strlen($xml) . "\r\nConnection: "
                . ($keep ? 'keep-alive' : 'close') . "\r\n\r\n$xml");
            if (!$keep) {
                break;
            }
        }
        $conn && fclose($conn);
    }
}

foreach (['http' => 'tcp', 'https' => 'ssl'] as $scheme => $transport) {
    foreach ([true, false] as $keep) {
        $server = stream_socket_server("$transport://127.0.0.1:0", $code, $text, 12, ssl(['local_cert' => $file]));
        $peer = Peer::run(fn () => soap($server, $keep));
        $options = ['location' => "$scheme://localhost:" . port_of($server) . '/', 'uri' => 'urn:test', 'keep_alive' => $keep, 'connection_timeout' => 20];
        $context = stream_context_create(['ssl' => ['cafile' => $certs->ca], 'socket' => ['tcp_nodelay' => true, 'bindto' => '127.0.0.1:0'],
            'http' => ['header' => 'X-Test: 1']]);
        $client = new SoapClient(null, $options + ['stream_context' => $context]);
        $large = str_repeat('0123456789', 10000);
        check("$scheme first", $client->reverse('hello'), 'olleh 1');
        check("$scheme second" . ($keep ? '' : ', a new connection'), $client->reverse('again'), 'niaga ' . ($keep ? 2 : 1));
        check("$scheme large", md5($client->reverse($large)), md5(strrev($large) . ' ' . ($keep ? 3 : 1)));
        if ($scheme === 'https' && !$keep) {
            try {
                check('unknown authority', @(new SoapClient(null, $options))->reverse('x'), 'a fault');
            } catch (SoapFault $fault) {
                check('unknown authority', $fault->getMessage(), 'Could not connect to host');
            }
        }
        check("$scheme, its words", warned(), '');
        try {
            @$client->reverse('end'); // the server leaves without an answer
            check('no answer', 'an answer');
        } catch (SoapFault $fault) {
            check('no answer', $fault->getMessage(), 'Error Fetching http headers');
        }
        warned();
        $peer->result();
    }
}
// Nobody there.
try {
    @(new SoapClient(null, ['location' => 'http://127.0.0.1:1/', 'uri' => 'urn:test']))->reverse('x');
} catch (SoapFault $fault) {
    check('refused', $fault->getMessage(), 'Could not connect to host');
}
warned();
done();
?>
--EXPECT--
22 checks, all right
