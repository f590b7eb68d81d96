--TEST--
a filter written in PHP sees each chunk and the end, on both sides
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// php_user_filter runs PHP code between our operation and the script; errors in it stay its own.
require __DIR__ . '/../inc/both.inc';
final class Brackets extends php_user_filter
{
    public function filter($in, $out, &$consumed, bool $closing): int
    {
        while ($bucket = stream_bucket_make_writeable($in)) {
            $consumed += $bucket->datalen;
            $bucket->data = "[$bucket->data]";
            stream_bucket_append($out, $bucket);
        }
        return PSFS_PASS_ON;
    }
}
stream_filter_register('xt.brackets', Brackets::class);
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $seen = [];
    [$mine, $peer] = $s->pair();
    stream_filter_append($mine, 'xt.brackets', STREAM_FILTER_READ);
    fwrite($peer, 'abc');
    fclose($peer);
    $seen['read'] = fread($mine, 100);
    $seen['end'] = [fread($mine, 100), feof($mine)];
    [$mine, $peer] = $s->pair();
    stream_filter_append($mine, 'xt.brackets', STREAM_FILTER_WRITE);
    fwrite($mine, 'abc');
    fclose($mine);
    $seen['write'] = stream_get_contents($peer);
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
