--TEST--
Time\Duration: making, reckoning, comparing
--EXTENSIONS--
xsock
--FILE--
<?php
// Limits and messages are those of PHP 8.6: 292 years, nothing negative goes in, zero has no sign.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

$show = fn (mixed $d) => $d instanceof Duration ? ($d->negative ? '-' : '') . sprintf('%d.%09d', $d->seconds, $d->nanoseconds) : $d;
$is = fn (string $what, callable $call, string $want) => check($what, $show(outcome($call)), $want);
// What a property can hold and what can be reckoned with in nanoseconds; the same as in PHP 8.6.
[$most, $words] = PHP_INT_SIZE > 4 ? [9223372035, '9_223_372_035 seconds (roughly 292 years)'] : [2147483647, '2_147_483_647 seconds (roughly 68 years)'];
$range = "Time\\TimeException(0): The maximum representable range is $words";
$units = ['Seconds' => 1, 'Milliseconds' => 1e-3, 'Microseconds' => 1e-6, 'Nanoseconds' => 1e-9, 'Minutes' => 60, 'Hours' => 3600];
foreach ($units as $unit => $size) {
    $from = [Duration::class, "from$unit"];
    $name = strtolower($unit);
    foreach ([0, 1, 1500] as $n) {
        $is("$n $unit", fn () => $from($n), sprintf('%.9f', $n * $size));
    }
    foreach ([-1, PHP_INT_MIN] as $n) {
        $is("$n $unit", fn () => $from($n), "ValueError(0): Time\\Duration::from$unit(): Argument #1 (\$$name) must be greater than or equal to 0");
    }
    $is("too many $unit", fn () => $from(PHP_INT_MAX), PHP_INT_MAX * $size > $most ? $range : sprintf('%.9f', PHP_INT_MAX * $size));
    $is("text $unit", fn () => $from('x'), "TypeError(0): Time\\Duration::from$unit(): Argument #1 (\$$name) must be of type int, string given");
}
$of = Duration::fromSeconds(...);
$is('the longest', fn () => $of($most, 999999999), "$most.999999999");
$is('longer', fn () => Duration::fromHours(intdiv($most, 3600) + 1), $range);
$is('named', fn () => Duration::fromSeconds(nanoseconds: 5, seconds: 1), '1.000000005');
$is('a second of nanoseconds', fn () => $of(0, 1000000000), 'ValueError(0): Time\Duration::fromSeconds(): Argument #2 ($nanoseconds) must be less than 1_000_000_000');
$is('negative nanoseconds', fn () => $of(0, -5), 'ValueError(0): Time\Duration::fromSeconds(): Argument #2 ($nanoseconds) must be greater than or equal to 0');

$d = $of(5, 250000000);
$n = $d->negate();
$is('negate', fn () => $n, '-5.250000000');
$is('twice', fn () => $n->negate(), '5.250000000');
$is('minus zero', fn () => $of(0)->negate(), '0.000000000');
$is('absolute', fn () => $n->absolute(), '5.250000000');
check('the same one', $d->absolute(), $d);
$is('add', fn () => $d->add($d), '10.500000000');
$is('add its opposite', fn () => $d->add($n), '0.000000000');
$is('add to less', fn () => Duration::fromMilliseconds(300)->add($n), '-4.950000000');
$is('carry', fn () => $of(0, 999999999)->add($of(0, 1)), '1.000000000');
$is('borrow', fn () => $of(1)->sub($of(0, 1)), '0.999999999');
$is('sub', fn () => $d->sub($n), '10.500000000');
$is('sub more', fn () => Duration::fromMilliseconds(300)->sub($d), '-4.950000000');
$is('add too much', fn () => $of($most - 1)->add($of($most - 1)), $range);
$is('sub too much', fn () => $of($most - 1)->negate()->sub($of($most - 1)), $range);
foreach ([[0, '0.000000000'], [1, '-5.250000000'], [1000000000, $most > 5250000000 ? '-5250000000.000000000' : $range]] as [$factor, $want]) {
    $is("times $factor", fn () => $n->multiplyBy($factor), $want);
}
$is('times -1', fn () => $d->multiplyBy(-1), 'ValueError(0): Time\Duration::multiplyBy(): Argument #1 ($factor) must be greater than or equal to 0');
// 64 bits are not enough for these; with smaller factors nothing overflows.
[$factor, $overflow] = PHP_INT_SIZE > 4 ? [3689348814741910323, 'Time\TimeException(0): Failed to create a Time\Duration: Integer Overflow'] : [PHP_INT_MAX - 1, $range];
$is('times much', fn () => $of(5)->multiplyBy($factor), $range);
$is('times too much', fn () => $of(5)->multiplyBy($factor + 1), $overflow);
$is('the carry is too much', fn () => $d->multiplyBy($factor), $overflow);
$is('nanoseconds times', fn () => $of(0, 3)->multiplyBy(1000000001), '3.000000003');
$is('nanoseconds times much', fn () => $of(0, 999999999)->multiplyBy(PHP_INT_MAX), PHP_INT_SIZE > 4 ? $range : '2147483644.852516353');
$is('by 3', fn () => $of(10)->divideBy(3), '3.333333333');
$is('rounded to zero', fn () => Duration::fromNanoseconds(7)->negate()->divideBy(2), '-0.000000003');
$is('by much', fn () => $n->divideBy(PHP_INT_MAX), PHP_INT_SIZE > 4 ? '0.000000000' : '-0.000000002');
$is('the longest by 7', fn () => $of($most, 999999999)->divideBy(7), PHP_INT_SIZE > 4 ? '1317624576.571428571' : '306783378.285714285');
$is('by 0', fn () => $d->divideBy(0), 'DivisionByZeroError(0): Division by zero');
$is('by -1', fn () => $d->divideBy(-1), 'ValueError(0): Time\Duration::divideBy(): Argument #1 ($divisor) must be greater than or equal to 0');

$ordered = [$of(2)->negate(), $of(1, 5)->negate(), $of(1, 4)->negate(), $of(0), $of(0, 1), $of(1, 4), $of(1, 5), $of(2)];
foreach ($ordered as $i => $a) {
    foreach ($ordered as $j => $b) {
        check("$i and $j", [Duration::compare($a, $b), $a <=> $b, $a == $b, $a < $b], [$i <=> $j, $i <=> $j, $i === $j, $i < $j]);
    }
}
check('equal however made', Duration::fromMilliseconds(5250) == $d);
check('not comparable', [$d == new stdClass(), $d < new stdClass()], [false, false]);
$is('new', fn () => new Duration(), 'Error(0): Call to private Time\Duration::__construct() from global scope');
$is('write', fn () => $d->seconds = 1, 'Error(0): Cannot modify readonly property Time\Duration::$seconds');
$is('unset', function () use ($d) {
    unset($d->seconds);
}, 'Error(0): Cannot unset readonly property Time\Duration::$seconds');
$is('another property', fn () => $d->x = 1, 'Error(0): Cannot create dynamic property Time\Duration::$x');
check('clone', [clone $d == $d, clone $d === $d], [true, false]);
check('as an array', (array) $n, ['seconds' => 5, 'nanoseconds' => 250000000, 'negative' => true]);
check('JSON', json_encode($d), '{"seconds":5,"nanoseconds":250000000,"negative":false}');
done();
?>
--EXPECT--
149 checks, all right
