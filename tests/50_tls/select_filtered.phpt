--TEST--
stream_select() reports a filtered TLS connection whose next bytes are decrypted already
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls', 'select_filtered'); ?>
--FILE--
<?php
// PHP 8.6 can select on streams with filters. One record has up to 16,384 bytes and a read with a filter takes 8,192: the rest was
// nowhere the kernel or PHP would look, and stream_select() slept with half of a message there.
require __DIR__ . '/../inc/tls.inc';
$certs = new Certs();

/** What is there: with a filter a blocking fread() waits for all it is asked for. */
function take($conn): string
{
    $first = fgetc($conn);
    $more = stream_get_meta_data($conn)['unread_bytes'];
    return $first . ($more ? fread($conn, $more) : '');
}

$filters = ['string.rot13' => 15001, 'convert.base64-decode' => 11250];
foreach ([true, false] as $blocking) {
    foreach ($filters as $filter => $bytes) {
        [$server, $peer, $conn] = tls_trio($certs);
        stream_filter_append($conn, $filter, STREAM_FILTER_READ);
        stream_set_blocking($conn, $blocking);
        fwrite($peer, $filter === 'string.rot13' ? str_repeat('a', 15000) . "\n" : base64_encode(str_repeat('b', 11250))); // one record
        for ($got = 0, $reads = 0; $reads < 20 && readable($conn, $got < $bytes ? 10 : 0); $reads++) {
            $got += strlen(take($conn));
        }
        check("$filter, " . ($blocking ? 'blocking' : 'not blocking') . ': all of it, and then nothing', $got, $bytes);
        fwrite($peer, 'abcd');
        check('the next record', readable($conn));
        check('its bytes', strlen(take($conn)), $filter === 'string.rot13' ? 4 : 3);
        check('nothing behind it', readable($conn, 0), false);
    }
}
done();
?>
--EXPECT--
16 checks, all right
