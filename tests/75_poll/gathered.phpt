--TEST--
Io\Poll: output gathered by write_buffer goes out before a wait
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6 does not ask before it waits: fflush()"); ?>
--FILE--
<?php
// Else a loop would wait for an answer to a question that never left.
require __DIR__ . '/poll.inc';

use Io\Poll\{Backend, Context, Event, Watcher};
use Time\Duration;

foreach (backends() as $backend => $make) {
    foreach ([Event::Read, Event::OneShot] as $event) {
        [$a, $b] = our_pair(['write_buffer' => 1000]);
        $context = $make();
        watch($context, $a, $event, 'a');
        fwrite($a, 'question');
        stream_set_blocking($b, false);
        check("$backend: it is gathered", fread($b, 100), '');
        check("$backend: nothing to read", ready($context), '');
        check("$backend: it is out", [readable($b), fread($b, 100)], [true, 'question']);
        fwrite($b, 'answer');
        check("$backend: the answer", ready($context, 100), $event === Event::Read ? 'a=Read' : '');
    }
}
done();
?>
--EXPECT--
16 checks, all right
