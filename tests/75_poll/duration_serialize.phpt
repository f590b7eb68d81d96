--TEST--
Time\Duration: serialize() and what unserialize() refuses
--EXTENSIONS--
xsock
--FILE--
<?php
// Text from outside must not make a duration that cannot be.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

$pack = fn (mixed ...$fields) => 'O:13:"Time\Duration"' . substr(serialize($fields), 1);
foreach ([Duration::fromSeconds(5, 7), Duration::fromSeconds(1)->negate(), Duration::fromSeconds(0)] as $d) {
    check('back', unserialize(serialize($d)) == $d);
}
check('form', serialize(Duration::fromSeconds(5, 7)), $pack(seconds: 5, nanoseconds: 7, negative: false));
// Where integers have 32 bits this one is no integer.
$long = PHP_INT_SIZE > 4 ? 'The maximum representable range is 9_223_372_035 seconds (roughly 292 years)' : 'Cannot assign float to property Time\Duration::$seconds of type int';
$bad = [
    'nothing' => [[], null],
    'one is missing' => [['seconds' => 1, 'nanoseconds' => 1], null],
    'negative seconds' => [['seconds' => -1, 'nanoseconds' => 5, 'negative' => false], null],
    'negative nanoseconds' => [['seconds' => 1, 'nanoseconds' => -5, 'negative' => true], null],
    'many nanoseconds' => [['seconds' => 1, 'nanoseconds' => 1000000000, 'negative' => false], 'Failed to create a Time\Duration: Nanoseconds value out of range'],
    'many seconds' => [['seconds' => 9223372036, 'nanoseconds' => 5, 'negative' => true], $long],
    'many of both' => [['seconds' => 9223372036, 'nanoseconds' => 1000000000, 'negative' => true], $long],
    'a flag for a number' => [['seconds' => 1, 'nanoseconds' => false, 'negative' => true], sprintf('Cannot assign %s to property Time\Duration::$nanoseconds of type int', PHP_VERSION_ID < 80300 ? 'bool' : 'false')],
    'text' => [['seconds' => '1', 'nanoseconds' => 1, 'negative' => false], 'Cannot assign string to property Time\Duration::$seconds of type int'],
    'a number for a flag' => [['seconds' => 1, 'nanoseconds' => 1, 'negative' => 1], 'Cannot assign int to property Time\Duration::$negative of type bool'],
    'something else' => [['seconds' => 1, 'nanoseconds' => 1, 'negative' => true, 'x' => 1], 'Cannot create dynamic property Time\Duration::$x'],
];
foreach ($bad as $what => [$fields, $why]) {
    try {
        unserialize($pack(...$fields));
        check($what, 'nothing thrown');
    } catch (Exception $e) {
        check($what, [$e->getMessage(), $e->getPrevious()?->getMessage()], ['Invalid serialization data for Time\Duration object', $why]);
    }
}
// A property that is a reference could be written to later, behind the checks.
foreach (['seconds', 'nanoseconds', 'negative'] as $name) {
    try {
        $fields = ['seconds' => 1, 'nanoseconds' => 1, 'negative' => true];
        $fields[$name] = &$outside;
        $outside = $name === 'negative' ? true : 1;
        unserialize(strtr(serialize([&$outside, $fields]), ['a:3:' => 'O:13:"Time\Duration":3:']));
        check("reference: $name", 'nothing thrown');
    } catch (Exception $e) {
        check("reference: $name", $e->getPrevious()?->getMessage(), "Cannot indirectly modify readonly property Time\Duration::\$$name");
    }
    unset($outside, $fields);
}
check('again', outcome(fn () => Duration::fromSeconds(1)->__unserialize(['seconds' => 9, 'nanoseconds' => 0, 'negative' => false])),
    'Exception(0): Invalid serialization data for Time\Duration object');
done();
?>
--EXPECT--
19 checks, all right
