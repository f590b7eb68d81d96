--TEST--
examples/chat.php passes lines on, whole or in pieces, and lives on when clients go, shout or do not read
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('socat');
?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$example = new Example('chat.php', 'tcp://127.0.0.1:0');

function guest(string $address)
{
    $guest = stream_socket_client($address);
    stream_set_timeout($guest, PATIENCE);
    return $guest;
}
/** A line, with the ports, which differ from run to run, replaced by the guests' names. */
function heard($guest): string
{
    global $ports;
    return strtr((string) fgets($guest), $ports);
}

$ports = [];
$ann = guest($example->address);
$ben = guest($example->address);
foreach (['ann' => $ann, 'ben' => $ben] as $name => $guest) {
    $ports[stream_socket_get_name($guest, false)] = $name;
}

fwrite($ann, "hello\n");
echo 'ben hears ', heard($ben);

// A line in two pieces; in between, another client is served.
fwrite($ann, 'half a ');
fwrite($ben, "one\ntwo\r\n");
echo 'ann hears ', heard($ann), 'ann hears ', heard($ann);
fwrite($ann, "line\n");
echo 'ben hears ', heard($ben);

// A real program as the third guest: it says a line and hears one.
$socat = Example::command(['socat', '-lf', '/dev/null', '-', 'TCP:' . host_and_port($example->address)], [0 => ['pipe', 'r']]);
$socat->say("socat here\n");
echo 'ann hears ', preg_replace('/^[\d.:]+:/', 'socat:', heard($ann));
echo 'ben hears ', preg_replace('/^[\d.:]+:/', 'socat:', heard($ben));
fwrite($ben, "welcome\n");
echo 'socat hears ', strtr($socat->line(), $ports), "\n";
echo 'ann hears ', heard($ann);
$socat->end();

// One who sends without a line end is put out.
$loud = guest($example->address);
fwrite($loud, str_repeat('x', 8192));
echo 'the shouter: ', var_export(fgets($loud), true), "\n";

// One who does not read is put out before much is kept for it; the others go on. What the kernel holds is far below
// the 16 MiB said here, so without that the last read would wait for more, in vain.
$deaf = guest($example->address);
$line = str_repeat('y', 4000) . "\n";
for ($said = 0; $said < 1 << 24; $said += strlen($line)) {
    fwrite($ann, $line);
    if (strlen(fgets($ben)) < 4000) {
        exit("ben heard less\n");
    }
}
for ($got = 0; ($bytes = fread($deaf, 65536)) != ''; $got += strlen($bytes));
echo 'the deaf one ', feof($deaf) ? 'was put out' : 'is there', ' and got ', $got < $said ? 'a part' : 'all', "\n";

fclose($ann);
fwrite($ben, "nobody left\n");
fclose($ben);
echo $example->end();
?>
--EXPECTF--
ben hears ann: hello
ann hears ben: one
ann hears ben: two
ben hears ann: half a line
ann hears socat: socat here
ben hears socat: socat here
socat hears ben: welcome
ann hears ben: welcome
the shouter: false
the deaf one was put out and got a part
exit 0
