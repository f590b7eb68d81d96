--TEST--
examples/multicast_chat.php: three people, one of whom leaves the group
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/skipif.inc'; PHP_OS_FAMILY === 'Linux' || die('skip needs Linux: lo is its name of the loopback interface'); ?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$group = '239.77.8.' . (1 + getmypid() % 250);
$other = '239.77.9.' . (1 + getmypid() % 250);
$start = function (int $port) use ($group): Example {
    $script = dirname(__DIR__, 2) . '/examples/multicast_chat.php';
    $chat = Example::command([...Example::php(), $script, $group, (string) $port, 'lo'], [0 => ['pipe', 'r']]);
    $chat->awaitListening();
    return $chat;
};
$ann = $start(0);
$port = (int) substr(strrchr($ann->address, ':'), 1);
$bob = $start($port);
$eve = $start($port);
$text = fn(?string $line) => substr((string) strstr((string) $line, ': '), 2);

$ann->say("hello\n");
echo 'bob hears ', $text($bob->line()), ', eve hears ', $text($eve->line()), "\n";
$eve->say("/join $other\n");
echo count(explode(' ', $eve->line())) - 1, " groups\n";
$eve->say("/leave $group\n");
echo count(explode(' ', $eve->line())) - 1, " group\n";
$bob->say("and \e[31mnow\n");
echo 'ann hears ', $text($ann->line()), "\n";
$eve->say("/join $group\n");
echo count(explode(' ', $eve->line())) - 1, " groups\n";
$ann->say("back\n");
echo 'bob hears ', $text($bob->line()), ', eve hears ', $text($eve->line()), "\n";
?>
--EXPECT--
bob hears hello, eve hears hello
2 groups
1 group
ann hears and [31mnow
2 groups
bob hears back, eve hears back
