--TEST--
Writes after a short write: any length, and what the peer decrypts is exactly what fwrite said was taken
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/tls.inc';

$certs = new Certs();
$certs->make('server');
const SMALL = ['so_sndbuf' => 20000];
$versions = ['1.2' => STREAM_CRYPTO_PROTO_TLSv1_2, '1.3' => STREAM_CRYPTO_PROTO_TLSv1_3];

/* Closes one end; all the other one still reads. */
function last($conn, $client): string
{
    stream_set_blocking($conn, false);
    $text = '';
    for ($i = 0; $i < 50 && readable($client, 0.02); $i++) {
        $text .= fread($client, 1 << 16);
        $read = [$conn]; // casting pushes what waits
        $none = null;
        stream_select($read, $none, $none, 0);
    }
    fclose($conn);
    stream_set_blocking($client, true);
    stream_set_timeout($client, 10);
    return $text . stream_get_contents($client);
}

/* Everything the client can read until $n bytes are there or nothing more comes. */
function drain($client, int $n): string
{
    $text = '';
    while (strlen($text) < $n && readable($client, 0.05)) {
        $piece = fread($client, 8192);
        if ($piece === '' && feof($client)) {
            break;
        }
        $text .= $piece;
    }
    return $text;
}

foreach ($versions as $version => $proto) {
    // The rest is offered again in pieces of its own choosing: shorter, longer, other memory.
    foreach (['the same rest' => PHP_INT_MAX, 'shorter' => 1000, 'a byte' => 1, 'growing' => 0] as $how => $size) {
        [$server, $client, $conn] = tls_trio($certs, SMALL + ['max_proto_version' => $proto]);
        stream_set_blocking($conn, false);
        stream_set_blocking($client, false); // half a record makes it readable, too
        $text = bulk(3 << 20);
        $sent = 0;
        $got = '';
        $short = $calls = 0;
        $rest = strlen($text);
        while ($sent < strlen($text) && $calls++ < 100000) {
            $offer = $short === 0 ? strlen($text) : ($size ?: $calls * 700);
            $piece = substr($text, $sent, $how === 'a byte' && $calls % 3 ? 50000 : $offer);
            $n = fwrite($conn, $piece);
            if ($n === false) {
                break;
            }
            $sent += $n;
            if ($n < strlen($piece)) {
                $short++;
                for ($i = 0; $i < 8; $i++) {
                    $got .= readable($client, 0) ? fread($client, 8192) : '';
                }
            }
        }
        $got .= last($conn, $client);
        check("$version $how sent", $sent, strlen($text));
        check("$version $how met short writes", $short > 2);
        check("$version $how equal", [strlen($got), md5($got)], [strlen($text), md5($text)]);
    }

    // Given up after short writes: the peer gets exactly what was reported, then the end.
    foreach ([1, 100, 20000, 1 << 20] as $size) {
        [$server, $client, $conn] = tls_trio($certs, SMALL + ['max_proto_version' => $proto]);
        stream_set_blocking($conn, false);
        stream_set_blocking($client, false); // half a record makes it readable, too
        $text = bulk(3 << 20);
        $sent = 0;
        until_full($conn, function () use ($conn, $text, $size, &$sent, &$n) {
            $n = fwrite($conn, substr($text, $sent, $size));
            $sent += (int) $n;
            return $n === $size;
        });
        $n2 = fwrite($conn, substr($text, $sent, 5)); // shorter than the one that was short
        check("$version $size full", [$n < $size, $n2], [true, 0]);
        $got = drain($client, $sent); // as much as the kernel has
        $until = hrtime(true) + 10e9;
        while (strlen($got) < $sent && hrtime(true) < $until) {
            $write = [$conn]; // casting pushes what waits
            $none = null;
            stream_select($none, $write, $none, 0);
            $got .= drain($client, $sent - strlen($got));
        }
        $got .= drain($client, 2); // a byte may be ahead: it is held until the script comes back with it
        check("$version $size reported is there", $got, substr($text, 0, max($sent, min($sent + 1, strlen($got)))));
        check("$version $size then the rest", fwrite($conn, substr($text, $sent, 7)), 7);
        check("$version $size nothing lost, nothing twice", md5($got . last($conn, $client)),
            md5(substr($text, 0, $sent + 7)));
    }
}

// Given up, and on with something else: the peer may have one byte more than fwrite said, which was encrypted already; what
// xsock_info() counts is what it has.
foreach ($versions as $version => $proto) {
    [$server, $client, $conn] = tls_trio($certs, SMALL + ['max_proto_version' => $proto]);
    stream_set_blocking($conn, false);
    stream_set_blocking($client, false);
    $text = bulk(3 << 20);
    for ($sent = 0; ($n = fwrite($conn, substr($text, $sent, 50000))) === 50000; $sent += $n) {
    }
    $sent += $n;
    $got = '';
    for ($until = hrtime(true) + 10e9; ($other = fwrite($conn, 'other')) === 0 && hrtime(true) < $until; $got .= drain($client, 30000)) {
    }
    $counted = xsock_info($conn)['bytes_out'];
    $got .= last($conn, $client);
    check("$version counted", $counted, strlen($got));
    check("$version other bytes", [$other, strlen($got) - $sent - 5 <= 1], [5, true]);
    check("$version behind those reported", $got, substr($text, 0, strlen($got) - 5) . 'other');
}

// With a write_buffer, of one byte even, the number is exact; the script sees to what waits with fflush().
foreach ($versions as $version => $proto) {
    [$server, $client, $conn] = tls_trio($certs, SMALL + ['max_proto_version' => $proto, 'write_buffer' => 1]);
    stream_set_blocking($conn, false);
    stream_set_blocking($client, false);
    $text = bulk(3 << 20);
    $sent = 0;
    until_full($conn, function () use ($conn, $text, &$sent) {
        $sent += $n = fwrite($conn, substr($text, $sent, 5000));
        return $n === 5000;
    });
    check("$version gathered: full", fflush($conn), false);
    $got = '';
    for ($until = hrtime(true) + 10e9; !fflush($conn) && hrtime(true) < $until; $got .= drain($client, 30000)) {
    }
    check("$version gathered: other bytes", fwrite($conn, 'other'), 5);
    check("$version gathered: exactly what was reported", md5($got . last($conn, $client)), md5(substr($text, 0, $sent) . 'other'));
}

// Without one, fflush() sends what is encrypted, too: a script need not write for that.
[$server, $client, $conn] = tls_trio($certs, SMALL);
stream_set_blocking($conn, false);
stream_set_blocking($client, false);
$sent = 0;
until_full($conn, function () use ($conn, $text, &$sent) {
    $sent += $n = fwrite($conn, substr($text, $sent, 5000));
    return $n === 5000;
});
check('fflush says that it is full', fflush($conn), false);
$got = '';
for ($until = hrtime(true) + 10e9; !fflush($conn) && hrtime(true) < $until; $got .= drain($client, 30000)) {
}
for ($until = hrtime(true) + 10e9; strlen($got) < $sent && hrtime(true) < $until; $got .= drain($client, $sent - strlen($got))) {
}
check('fflush: all that was reported is there', substr($got, 0, $sent) === substr($text, 0, $sent));
done();
?>
--EXPECT--
70 checks, all right
