--TEST--
Io\Poll: a stream wrapper of the script, asked for its descriptor, cannot close the stream that is added
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (PHP_VERSION_ID >= 80600) die('skip PHP has Io\\Poll itself'); ?>
--FILE--
<?php
// Context::add() casts the stream, which runs stream_cast() of the wrapper. One that closed the stream there and then had no
// descriptor to give was a crash: the warning named the type of a stream that was gone.
require __DIR__ . '/../inc/checks.inc';
class Closing
{
    public $context;
    public static $closed = [];

    public function stream_open($path, $mode, $options, &$opened): bool
    {
        return true;
    }

    public function stream_cast(int $as)
    {
        try {
            self::$closed[] = @fclose($GLOBALS['stream']);
        } catch (TypeError $e) {
            self::$closed[] = $e->getMessage();
        }
        if ($GLOBALS['throws']) {
            throw new LogicException('thrown in the cast');
        }
        return false;
    }
}
stream_wrapper_register('closing', 'Closing');
$context = new Io\Poll\Context();

$throws = false;
$stream = fopen('closing://', 'r+');
$handle = new StreamPollHandle($stream);
check_throws('no descriptor', Io\Poll\InvalidHandleException::class, fn () => $context->add($handle, [Io\Poll\Event::Read]));
check_has('a warning', warned(), 'Cannot represent a stream of type user-space');
check('it was refused', [Closing::$closed, is_resource($stream)], [[false], true]);

$throws = true;
check_throws('its exception', LogicException::class, fn () => $context->add($handle, [Io\Poll\Event::Read]));
check('is not warned about', warned(), '');
check('it can be closed now', fclose($stream));
done();
?>
--EXPECT--
6 checks, all right
