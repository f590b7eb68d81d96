--TEST--
A notification callback can neither close the stream whose bytes it hears of nor read from it
--EXTENSIONS--
pcntl
xsock
--FILE--
<?php
// PHP goes on with the stream and its read buffer behind the callback: closing it there was a crash, and so was reading a
// line in the middle of reading one.
require __DIR__ . '/../inc/progress.inc';
require __DIR__ . '/../inc/checks.inc';

$do = null;
$busy = false;
$seen = [];
$context = with_progress(function ($code) use (&$do, &$busy, &$seen) {
    if ($code === STREAM_NOTIFY_PROGRESS && $do && !$busy) {
        $busy = true;
        try {
            $seen[] = @$do();
        } catch (Error $e) {
            $seen[] = 'refused';
        }
        $busy = false;
    }
});
$server = xsock_server('tcp://127.0.0.1:0', context: $context);
[$client, $other] = [client_of($server), client_of($server)];
[$conn, $second] = [xsock_accept($server, 10), xsock_accept($server, 10)];
foreach ([$conn, $second] as $stream) {
    stream_set_timeout($stream, 10);
}
function heard(): array
{
    global $seen, $do;
    [$list, $seen, $do] = [$seen, [], null];
    return $list;
}
$close = fn () => fclose($conn) ?: 'refused';

fwrite($client, "first\nsecond\n");
readable($conn);
$do = $close;
check('fgets', fgets($conn), "first\n");
check('cannot close', heard(), ['refused']);
check('what was read ahead', fgets($conn), "second\n");

fwrite($client, 'some bytes');
readable($conn);
$do = $close;
check('fread', fread($conn, 4), 'some');
check('cannot close it either', heard(), ['refused']);
check('the rest', fread($conn, 100), ' bytes');

$do = $close;
check('fwrite', fwrite($conn, 'xyz'), 3);
check('nor here', heard(), ['refused']);

fwrite($client, "third\nfourth\n");
readable($conn);
$do = fn () => fgets($conn);
check('a line in the middle of a line', fgets($conn), "third\n");
check('has nothing', heard(), [false]);
check('and nothing is lost', fgets($conn), "fourth\n");

fwrite($client, "fifth\nsixth\n");
fwrite($other, "other\nmore\n");
readable($conn) && readable($second);
$do = fn () => fgets($second);
check('while another stream is read', fgets($conn), "fifth\n");
check('which works', heard(), ["other\n"]);
check('both keep what is theirs', [fgets($conn), fgets($second)], ["sixth\n", "more\n"]);

foreach (['xsock_detach', 'xsock_reset'] as $end) {
    $do = fn () => $end($conn);
    check("$end: fwrite", fwrite($conn, 'x'), 1);
    check($end, heard(), ['refused']);
}
check('closed', fclose($conn));
done();
?>
--EXPECT--
19 checks, all right
