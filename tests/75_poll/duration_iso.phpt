--TEST--
Time\Duration::fromIso8601DurationString()
--EXTENSIONS--
xsock
--FILE--
<?php
// Every text was given to PHP 8.6, too: what it takes, what it says of the others.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

$bad = 'could not be parsed';
$date = 'may only contain the time (T) aspect';
$only = 'may only contain the period (P) aspect';
$none = 'is missing the period (P) aspect';
[$hours, $words] = PHP_INT_SIZE > 4 ? [2562047, '9_223_372_035'] : [596523, '2_147_483_647'];
$texts = [
    'PT1S' => 1, 'PT0S' => 0, 'PT1H2M3S' => 3723, 'PT90M' => 5400, 'PT1H1S' => 3601, 'PT36H' => 129600, "PT{$hours}H" => 3600 * $hours, 'PT000000000001S' => 1,
    'P0D' => 0, 'P0Y0M0DT1S' => 1, 'P0WT1S' => 1, 'P0W0D' => 0, 'P0M' => 0, 'P0000-00-00T01:02:03' => 3723, "\tPT1S\n" => 1, 'PT1S,' => 1, "PT1S\0" => 1,
    'PT1S/PT2S' => 2, 'P0D PT1S' => 1,
    '' => $bad, 'x' => $bad, 'P' => $bad, 'PT' => $bad, 'P0DT' => $bad, 'PT1.5S' => $bad, 'PT1,5S' => $bad, 'PT.5S' => $bad, '-PT1S' => $bad, 'PT-1S' => $bad, 'pt1s' => $bad,
    'PT1M1H' => $bad, 'PT1H 1M' => $bad, 'PT1H1H' => $bad, 'PT1W' => $bad, 'T1H' => $bad, 'P0D0W' => $bad, 'PT0000000000001S' => $bad, "PT1S\nx" => $bad, 'PT1S;' => $bad,
    'PT1S2M' => $bad, 'P0000-13-00T00:00:00' => $bad, 'P0000-00-00T1:02:03' => $bad,
    'P1D' => $date, 'P1W' => $date, 'P1Y2M' => $date, 'P2DT3S' => $date, 'P0001-00-00T01:02:03' => $date,
    'R5/PT1S' => $only, '20080101T000000Z PT1S' => $only, 'P0D R5' => $only, '2008-01-01T00:00:00Z/PT1S' => $only, 'R5' => $none, '  ' => $none, '20080101T000000Z' => $none,
];
foreach ($texts as $text => $want) {
    $got = outcome(fn () => Duration::fromIso8601DurationString((string) $text));
    check(json_encode($text), $got instanceof Duration ? $got->seconds : $got, is_int($want) ? $want : "Time\\TimeException(0): The ISO 8601 duration string $want");
}
check_throws('an hour more', 'Time\TimeException', fn () => Duration::fromIso8601DurationString('PT' . $hours + 1 . 'H'), $words);
done();
?>
--EXPECT--
56 checks, all right
