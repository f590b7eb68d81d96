--TEST--
Io\Poll and Time\Duration have the names, parameters and types of PHP 8.6
--EXTENSIONS--
xsock
--FILE--
<?php
// An event loop written for 8.6 asks for these by name, by type, by named argument. The list is what 8.6 says of itself.
$names = ['Io\IoException', 'Io\Poll\Backend', 'Io\Poll\Event', 'Io\Poll\Handle', 'Io\Poll\Watcher', 'Io\Poll\Context',
    'Io\Poll\PollException', 'Io\Poll\FailedPollOperationException', 'Io\Poll\FailedContextInitializationException',
    'Io\Poll\FailedHandleAddException', 'Io\Poll\FailedWatcherModificationException', 'Io\Poll\FailedPollWaitException',
    'Io\Poll\BackendUnavailableException', 'Io\Poll\InactiveWatcherException', 'Io\Poll\HandleAlreadyWatchedException',
    'Io\Poll\InvalidHandleException', 'StreamPollHandle', 'Time\TimeException', 'Time\Duration'];
foreach ($names as $name) {
    $class = new ReflectionClass($name);
    $parent = $class->getParentClass() ? $class->getParentClass()->name : '';
    $interfaces = array_diff($class->getInterfaceNames(), ['Throwable', 'Stringable', 'UnitEnum']);
    echo $class->isFinal() && !$class->isEnum() ? 'final ' : '', $class->isAbstract() && !$class->isInterface() ? 'abstract ' : '',
        $class->isInterface() ? 'interface ' : ($class->isEnum() ? 'enum ' : ''), $name,
        $parent ? " extends $parent" : '', $interfaces ? ' implements ' . implode(', ', $interfaces) : '', "\n";
    if ($class->isEnum()) {
        echo '    ', implode(' ', array_map(fn ($case) => $case->name, $name::cases())), "\n";
    } elseif ($parent !== 'Io\Poll\FailedPollOperationException') {
        foreach ($class->getConstants() as $constant => $value) {
            echo "    $constant = $value\n";
        }
    }
    foreach ($class->getProperties() as $property) {
        if ($property->isPublic() && !$class->isEnum()) {
            echo '    ', $property->isReadOnly() ? 'readonly ' : '', "{$property->getType()} \$$property->name\n";
        }
    }
    foreach ($class->getMethods() as $method) {
        if ($method->class !== $name || in_array($method->name, ['cases', 'from', 'tryFrom'])) {
            continue;
        }
        $parameters = [];
        foreach ($method->getParameters() as $p) {
            $default = '';
            if ($p->isOptional()) {
                $value = $p->getDefaultValue();
                $default = ' = ' . ($value instanceof UnitEnum ? $value->name : json_encode($value));
            }
            $parameters[] = ltrim($p->getType() . ' ') . '$' . $p->name . $default;
        }
        echo '    ', implode(' ', Reflection::getModifierNames($method->getModifiers())), " $method->name(", implode(', ', $parameters),
            ')', $method->hasReturnType() ? ': ' . $method->getReturnType() : '', "\n";
    }
}
?>
--EXPECT--
Io\IoException extends Exception
enum Io\Poll\Backend
    Auto Poll Epoll Kqueue EventPorts WSAPoll
    public static getAvailableBackends(): array
    public isAvailable(): bool
    public supportsEdgeTriggering(): bool
enum Io\Poll\Event
    Read Write Error HangUp ReadHangUp OneShot EdgeTriggered
interface Io\Poll\Handle
final Io\Poll\Watcher
    final private __construct()
    public getHandle(): Io\Poll\Handle
    public getWatchedEvents(): array
    public getTriggeredEvents(): array
    public getData(): mixed
    public hasTriggered(Io\Poll\Event $event): bool
    public isActive(): bool
    public modify(array $events, mixed $data = null): void
    public modifyEvents(array $events): void
    public modifyData(mixed $data): void
    public remove(): void
final Io\Poll\Context
    public __construct(Io\Poll\Backend $backend = Auto)
    public add(Io\Poll\Handle $handle, array $events, mixed $data = null): Io\Poll\Watcher
    public wait(?Time\Duration $timeout = null, ?int $maxEvents = null): array
    public getBackend(): Io\Poll\Backend
Io\Poll\PollException extends Io\IoException
abstract Io\Poll\FailedPollOperationException extends Io\Poll\PollException
    ERROR_NONE = 0
    ERROR_SYSTEM = 1
    ERROR_NOMEM = 2
    ERROR_INVALID = 3
    ERROR_EXISTS = 4
    ERROR_NOTFOUND = 5
    ERROR_TIMEOUT = 6
    ERROR_INTERRUPTED = 7
    ERROR_PERMISSION = 8
    ERROR_TOOBIG = 9
    ERROR_AGAIN = 10
    ERROR_NOSUPPORT = 11
Io\Poll\FailedContextInitializationException extends Io\Poll\FailedPollOperationException
Io\Poll\FailedHandleAddException extends Io\Poll\FailedPollOperationException
Io\Poll\FailedWatcherModificationException extends Io\Poll\FailedPollOperationException
Io\Poll\FailedPollWaitException extends Io\Poll\FailedPollOperationException
Io\Poll\BackendUnavailableException extends Io\Poll\PollException
Io\Poll\InactiveWatcherException extends Io\Poll\PollException
Io\Poll\HandleAlreadyWatchedException extends Io\Poll\PollException
Io\Poll\InvalidHandleException extends Io\Poll\PollException
final StreamPollHandle implements Io\Poll\Handle
    public __construct($stream)
    public getStream()
    public isValid(): bool
Time\TimeException extends Exception
final Time\Duration
    readonly int $seconds
    readonly int $nanoseconds
    readonly bool $negative
    private __construct()
    public __unserialize(array $data): void
    public static fromSeconds(int $seconds, int $nanoseconds = 0): Time\Duration
    public static fromNanoseconds(int $nanoseconds): Time\Duration
    public static fromMicroseconds(int $microseconds): Time\Duration
    public static fromMilliseconds(int $milliseconds): Time\Duration
    public static fromMinutes(int $minutes): Time\Duration
    public static fromHours(int $hours): Time\Duration
    public static fromIso8601DurationString(string $specification): Time\Duration
    public negate(): Time\Duration
    public absolute(): Time\Duration
    public add(Time\Duration $duration): Time\Duration
    public sub(Time\Duration $duration): Time\Duration
    public multiplyBy(int $factor): Time\Duration
    public divideBy(int $divisor): Time\Duration
    public static compare(Time\Duration $a, Time\Duration $b): int
