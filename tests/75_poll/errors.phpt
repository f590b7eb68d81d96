--TEST--
Io\Poll: bad input gives the classes, codes and messages of PHP 8.6
--EXTENSIONS--
xsock
--FILE--
<?php
// A loop tells "already watched" from "cannot be polled" by class and code, so they must be those of 8.6.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

check_has('a Handle of our own', run_php('class H implements Io\Poll\Handle {}'), 'Fatal error', 'Io\Poll\Handle cannot be implemented by user classes');
[$a, $b] = core_pair();
$handle = new StreamPollHandle($a);
[$gone] = core_pair();
$closed = new StreamPollHandle($gone);
fclose($gone);
$context = new Context();
$type = fn (string $where, string $what): string => "TypeError(0): $where(): Argument $what";
$what = 'Io\Poll\Context::__construct';
check('backend', outcome(fn () => new Context('poll')), $type($what, '#1 ($backend) must be of type Io\Poll\Backend, string given'));
check('no backend', outcome(fn () => new Context(null)), $type($what, '#1 ($backend) must be of type Io\Poll\Backend, null given'));
check('twice', outcome(fn () => $context->__construct()), 'Error(0): Io\Poll\Context object is already constructed');
foreach (array_diff(array_column(Backend::cases(), 'name'), ['Auto'], array_keys(backends())) as $name) {
    $backend = constant("Io\\Poll\\Backend::$name");
    check("$name is not here", [$backend->isAvailable(), $backend->supportsEdgeTriggering()], [false, false]);
    check($name, outcome(fn () => new Context($backend)), "Io\\Poll\\BackendUnavailableException(0): Backend $name not available");
}
check('auto', [Backend::Auto->isAvailable(), Backend::Poll->isAvailable(), Backend::Poll->supportsEdgeTriggering()], [true, true, false]);

$what = 'StreamPollHandle::__construct';
check('no stream', outcome(fn () => new StreamPollHandle('x')), $type($what, '#1 ($stream) must be of type resource, string given'));
check('null', outcome(fn () => new StreamPollHandle(null)), $type($what, '#1 ($stream) must be of type resource, null given'));
check('closed', outcome(fn () => new StreamPollHandle($gone)), $type($what, '#1 ($stream) must be an open stream resource'));
check('a context', outcome(fn () => new StreamPollHandle(stream_context_create())),
    $type($what, '#1 ($stream) must be an open stream resource'));
check('nothing', outcome(fn () => new StreamPollHandle()), 'ArgumentCountError(0): StreamPollHandle::__construct() expects exactly 1 argument, 0 given');
check('handle twice', outcome(fn () => $handle->__construct($a)), 'Error(0): StreamPollHandle object is already constructed');

$what = 'Io\Poll\Context::add';
foreach (['none' => [], 'strings' => ['Read'], 'a number among them' => [Event::Read, 1], 'backends' => [Backend::Poll]] as $name => $events) {
    check($name, outcome(fn () => $context->add($handle, $events)), $type($what, '#2 ($events) must be array of Event enums'));
}
check('one event', outcome(fn () => $context->add($handle, Event::Read)), $type($what, '#2 ($events) must be of type array, Io\Poll\Event given'));
check('no handle', outcome(fn () => $context->add($a, [Event::Read])), $type($what, '#1 ($handle) must be of type Io\Poll\Handle, resource given'));
check('handle of a closed stream', outcome(fn () => $context->add($closed, [Event::Read])), 'Io\Poll\InvalidHandleException(0): Invalid handle for polling');
check('the same, wrong events', outcome(fn () => $context->add($closed, [])), $type($what, '#2 ($events) must be array of Event enums'));

$watcher = $context->add($handle, [Event::Read]);
$already = 'Io\Poll\HandleAlreadyWatchedException(0): Handle already added';
check('twice', outcome(fn () => $context->add($handle, [Event::Write])), $already);
check('by another handle', outcome(fn () => watch($context, $a, Event::Write)), $already);
check('in another context', watch(new Context(), $a, Event::Write)::class, Watcher::class);
foreach (['modify', 'modifyEvents'] as $method) {
    check($method, outcome(fn () => $watcher->$method([])), $type("Io\\Poll\\Watcher::$method", '#1 ($events) must be array of Event enums'));
}
check('hasTriggered', outcome(fn () => $watcher->hasTriggered(Backend::Poll)),
    $type('Io\Poll\Watcher::hasTriggered', '#1 ($event) must be of type Io\Poll\Event, Io\Poll\Backend given'));

$what = 'Io\Poll\Context::wait(): Argument';
$second = Duration::fromSeconds(1);
check('negative', outcome(fn () => $context->wait($second->negate())), "ValueError(0): $what #1 (\$timeout) must not be negative");
check('minus zero', outcome(fn () => $context->wait(Duration::fromSeconds(0)->negate())), []);
check('seconds', outcome(fn () => $context->wait(0)), "TypeError(0): $what #1 (\$timeout) must be of type ?Time\\Duration, int given");
foreach ([0, -1, PHP_INT_MIN] as $most) {
    check("at most $most", outcome(fn () => $context->wait(maxEvents: $most)), "ValueError(0): $what #2 (\$maxEvents) must be greater than 0");
}
check('at most 2^31', outcome(fn () => $context->wait($second, 2147483648)),
    PHP_INT_SIZE > 4 ? "ValueError(0): $what #2 (\$maxEvents) must be less than or equal to 2147483647" : "TypeError(0): $what #2 (\$maxEvents) must be of type ?int, float given");
check('both wrong', outcome(fn () => $context->wait($second->negate(), 0)), "ValueError(0): $what #1 (\$timeout) must not be negative");

$edge = [Event::Read, Event::EdgeTriggered];
$poll = new Context(Backend::Poll);
check('poll(2) has no edges', outcome(fn () => watch($poll, $a, $edge)), 'Io\Poll\FailedHandleAddException(11): Failed to add handle');
$watcher = watch($poll, $a, Event::Read);
check('nor later', outcome(fn () => $watcher->modifyEvents($edge)),
    'Io\Poll\FailedWatcherModificationException(11): Failed to modify watcher in polling system');
check('as before', names($watcher->getWatchedEvents()), 'Read');

foreach ([Context::class => $context, Watcher::class => $watcher, StreamPollHandle::class => $handle] as $class => $object) {
    check("clone $class", outcome(fn () => clone $object), "Error(0): Trying to clone an uncloneable object of class $class");
    check("serialize $class", outcome(fn () => serialize($object)), "Exception(0): Serialization of '$class' is not allowed");
    $text = 'O:' . strlen($class) . ":\"$class\":0:{}";
    check("unserialize $class", outcome(fn () => unserialize($text)), "Exception(0): Unserialization of '$class' is not allowed");
    check("property of $class", outcome(fn () => $object->x = 1), "Error(0): Cannot create dynamic property $class::\$x");
    check("$class made otherwise", outcome(fn () => (new ReflectionClass($class))->newInstanceWithoutConstructor()), "ReflectionException(0): Class $class"
        . ' is an internal class marked as final that cannot be instantiated without invoking its constructor');
}
check('new Watcher', outcome(fn () => new Watcher()), 'Error(0): Call to private Io\Poll\Watcher::__construct() from global scope');
done();
?>
--EXPECT--
58 checks, all right
