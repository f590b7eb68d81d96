--TEST--
examples/event_loop.php: a paused connection whose other side hangs up is nothing to do, and gives the rest when it goes on
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
?>
--FILE--
<?php
require dirname(__DIR__, 2) . '/examples/event_loop.php';

$path = sys_get_temp_dir() . '/xsock_' . getmypid() . '.sock';
foreach (["unix://$path" => ['unix_unlink' => true], 'tcp://127.0.0.1:0' => []] as $address => $options) {
    $loop = new Loop();
    $got = '';
    $paused = null;
    $server = $loop->listen($address, function (Connection $who) use ($loop, &$got, &$paused) {
        $paused = $who;
        $who->onData = function (Connection $who, string $bytes) use ($loop, &$got) {
            $got .= $bytes;
            if ($bytes === 'first') {
                $who->pause();
                $loop->stop();
            }
        };
        $who->onClose = function () use ($loop, &$got) {
            $got .= ', closed';
            $loop->stop();
        };
    }, $options);
    $running = (new ReflectionProperty($loop, 'running'))->setValue(...);
    $guest = stream_socket_client($address[0] === 'u' ? $address : 'tcp://' . stream_socket_get_name($server, false));
    fwrite($guest, 'first');
    $loop->run();
    fwrite($guest, ', rest');
    fclose($guest);
    $running($loop, true);
    $loop->after(0.05, $loop->stop(...));
    $loop->run();
    $poll = (new ReflectionProperty($loop, 'poll'))->getValue($loop);
    echo substr($address, 0, 4), ', paused: ', $got, ', ', count($poll->wait(Time\Duration::fromSeconds(0))), " ready\n";
    $paused->pause(false);
    $running($loop, true);
    $loop->after(10, $loop->stop(...));
    $loop->run();
    echo substr($address, 0, 4), ', resumed: ', $got, "\n";
    fclose($server);
}
?>
--EXPECT--
unix, paused: first, 0 ready
unix, resumed: first, rest, closed
tcp:, paused: first, 0 ready
tcp:, resumed: first, rest, closed
