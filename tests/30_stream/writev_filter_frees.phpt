--TEST--
xsock_writev: a write filter that changes the array does not change what is written
--EXTENSIONS--
xsock
--FILE--
<?php
// The chunks were remembered as bare pointers; with references in the array a filter could free them meanwhile.
require __DIR__ . '/../inc/checks.inc';

class Meddler extends php_user_filter
{
    public function filter($in, $out, &$consumed, bool $closing): int
    {
        while ($bucket = stream_bucket_make_writeable($in)) {
            $consumed += $bucket->datalen;
            stream_bucket_append($out, $bucket);
        }
        foreach ($GLOBALS['parts'] as $i => $_) {
            $GLOBALS['parts'][$i] = str_repeat('!', 20);
        }
        return PSFS_PASS_ON;
    }
}
stream_filter_register('meddler', Meddler::class);
[$server, $client, $connection] = trio();
stream_filter_append($connection, 'meddler', STREAM_FILTER_WRITE);
$parts = [];
foreach (['first', '', 'second', 'third'] as $i => $word) {
    $parts[$i] = $word === '' ? '' : strtoupper($word) . random_int(1000, 9999);
    $chunks[$i] = &$parts[$i];
}
$want = implode($parts);
check('written', xsock_writev($connection, $chunks), strlen($want));
check('received', fread($client, 100), $want);
check('the filter ran', $parts[0], str_repeat('!', 20));
done();
?>
--EXPECT--
3 checks, all right
