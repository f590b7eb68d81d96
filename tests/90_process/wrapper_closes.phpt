--TEST--
A stream wrapper of the script, asked for its descriptor, cannot close the streams of the call
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// xsock_sendfile() and xsock_send_fds() cast streams; a user wrapper's stream_cast() that closed the connection, or a
// stream whose descriptor was noted already, was a crash, or another file's descriptor went out.
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/carrier.inc';
class Closing
{
    public $context;
    public static $victim;
    public static $closed;
    private $file;

    public function stream_open($path, $mode, $options, &$opened): bool
    {
        return (bool) $this->file = fopen(__FILE__, 'r');
    }

    public function stream_cast(int $as)
    {
        try {
            self::$closed = @fclose(self::$victim);
        } catch (TypeError $e) {
            self::$closed = $e->getMessage();
        }
        return $this->file;
    }

    public function stream_flush(): bool
    {
        return true;
    }

    public function stream_close(): void
    {
        fclose($this->file);
    }
}
stream_wrapper_register('closing', 'Closing');

[$server, $client, $connection] = trio();
Closing::$victim = $connection;
$file = fopen('closing://', 'r+');
check('sendfile', xsock_sendfile($connection, $file, 0, 5), 5);
check('it was refused', Closing::$closed, false);
check('what came', fread($client, 100), '<?php');
check('it can be closed now', fclose($connection));

[$a, $b] = carrier();
Closing::$victim = $a;
check('send_fds', xsock_send_fds($a, [$file], 'x'), 1);
check('it was refused, too', [Closing::$closed, is_resource($a)], [false, true]);

$noted = tmpfile();
Closing::$victim = $noted;
check('one that was noted', xsock_send_fds($a, [$noted, $file], 'y'), 1);
check('it was refused as well', [Closing::$closed, is_resource($noted)], [false, true]);
check('it can be closed, too', fclose($noted));

// The only reference to a stream is in the array, and goes.
class Forgetting extends Closing
{
    public static $list;

    public function stream_cast(int $as)
    {
        self::$list = null;
        self::$victim = null;
        return parent::stream_cast($as);
    }
}
stream_wrapper_register('forgetting', 'Forgetting');
$only = tmpfile();
Forgetting::$list = &$only;
$streams = [&$only, fopen('forgetting://', 'r+')];
check('the last reference', xsock_send_fds($a, $streams, 'z'), 1);
check('is gone', $only, null);
$got = [];
while (count($got) < 5 && ($some = xsock_recv_fds($b))) {
    array_push($got, ...$some);
}
check('all came', count($got), 5);
done();
?>
--EXPECT--
12 checks, all right
