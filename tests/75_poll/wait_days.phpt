--TEST--
Io\Poll: a wait longer than the system is asked to wait in one go is taken up again
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace');
if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6's own ends early"); ?>
--FILE--
<?php
// The system is asked to wait for a day at most, and wait() came back with nothing then, whatever its timeout. Here the first calls
// of poll(2) come back at once with nothing, as behind such a day.
require __DIR__ . '/../inc/checks.inc';
echo run_php('
    require ' . var_export(__DIR__ . '/poll.inc', true) . ';
    [$a, $b] = core_pair();
    fwrite($b, "x");
    $context = new Io\Poll\Context(Io\Poll\Backend::Poll);
    watch($context, $a, Io\Poll\Event::Read, "a");
    check("25 hours", count($context->wait(Time\Duration::fromHours(25))), 1);
    done();
', 'exec strace -f -o /dev/null -e trace=poll,ppoll -e inject=poll,ppoll:retval=0:when=1..3');
?>
--EXPECT--
1 checks, all right
