--TEST--
What a removed read filter had left does not make the next read write behind PHP's buffer
--EXTENSIONS--
xsock
--FILE--
<?php
// stream_filter_remove() puts what the filter had left into the read buffer, and PHP does not count the room it makes for that: it then
// asks for a read of nearly 2^64 bytes into a few thousand. A peer that sent enough overwrote memory behind them.
require __DIR__ . '/../inc/checks.inc';
class Holds extends php_user_filter
{
    private string $held = '';

    public function filter($in, $out, &$consumed, bool $closing): int
    {
        while ($bucket = stream_bucket_make_writeable($in)) {
            $consumed += $bucket->datalen;
            $this->held .= $bucket->data;
        }
        if (!$closing || $this->held === '') {
            return PSFS_FEED_ME;
        }
        stream_bucket_append($out, stream_bucket_new($this->stream, $this->held));
        $this->held = '';
        return PSFS_PASS_ON;
    }
}
stream_filter_register('holds', 'Holds');

[, $client, $conn] = trio();
stream_set_blocking($conn, false);
$long = str_repeat('0123456789', 50000) . "\n";
foreach ([8192, 65536, 0] as $size) {
    xsock_set_option($conn, 'read_buffer', $size);
    foreach (['fgets', 'stream_get_line', 'fread', 'another filter'] as $how) {
        fwrite($client, 'held ');
        readable($conn);
        $filter = stream_filter_append($conn, 'holds', STREAM_FILTER_READ);
        check("$how: the filter holds it", fread($conn, 10), '');
        check('removed', stream_filter_remove($filter));
        $more = $how === 'another filter' ? stream_filter_append($conn, 'string.toupper', STREAM_FILTER_READ) : null;
        fwrite($client, $long);
        $more || usleep(20000); // the more is there, the worse
        for ($got = '', $i = 0; $i < 10000 && !str_ends_with($got, "\n"); $i++) {
            $got .= match ($how) {
                'fgets', 'another filter' => fgets($conn),
                'stream_get_line' => stream_get_line($conn, 1000000, "\n"),
                'fread' => fread($conn, $i ? 100000 : 3),
            };
            $how === 'stream_get_line' && $got !== '' && $got .= "\n";
        }
        check('and all that came', $got === ($more ? strtoupper("held $long") : "held $long"));
        $more && stream_filter_remove($more);
    }
}
done();
?>
--EXPECT--
36 checks, all right
