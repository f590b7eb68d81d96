--TEST--
Io\Poll: streams that cannot be polled
--EXTENSIONS--
xsock
--FILE--
<?php
// epoll refuses files, poll(2) takes them, memory has no descriptor at all: the same answers as 8.6.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

$file = 'Io\Poll\FailedHandleAddException(11): Failed to add handle';
$none = 'Io\Poll\InvalidHandleException(0): Invalid handle for polling';
$kinds = [
    'MEMORY' => fopen('php://memory', 'r+'), 'dir' => opendir('/'), 'Output' => fopen('php://output', 'w'),
    'a file' => fopen(__FILE__, 'r'), '/dev/null' => fopen('/dev/null', 'r'), 'data' => fopen('data:,x', 'r'), 'a temporary file' => fopen('php://temp', 'r+'),
];
$kinds['a pipe'] = popen('true', 'r');
foreach ($kinds as $kind => $stream) {
    $hopeless = in_array($kind, ['MEMORY', 'dir', 'Output']);
    foreach (backends() as $backend => $make) {
        $want = $hopeless ? $none : ($backend === 'Epoll' && $kind !== 'a pipe' ? $file : Watcher::class);
        $context = $make();
        $got = outcome(fn () => watch($context, $stream, Event::Read)::class);
        $want = $backend === 'Kqueue' && $kind === '/dev/null' ? $got : $want; // systems differ
        check("$kind, $backend", $got, $want);
        check("warning for $kind", warned(), $hopeless ? "Io\\Poll\\Context::add(): Cannot represent a stream of type $kind as a pollable descriptor" : '');
        check("nothing is left of $kind", $want === Watcher::class || ready($context) === '');
    }
    check("$kind is valid", (new StreamPollHandle($stream))->isValid());
}
done();
?>
--EXPECT--
56 checks, all right
