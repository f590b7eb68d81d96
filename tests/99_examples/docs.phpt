--TEST--
The programs in README.md and docs/ run as they stand there, with real clients
--EXTENSIONS--
openssl
posix
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('curl', 'socat');
tls_needed();
if (!class_exists('Io\Poll\Context')) {
    die('skip Io\Poll is not there (xsock.io_poll is off)');
}
if (!is_file(dirname(__DIR__, 2) . '/README.md')) {
    die('skip README.md is not beside the tests');
}
?>
--FILE--
<?php
// A block of code that begins with <?php is a complete program; each needs a client here. Ports become free ones, and those
// that do not say where they listen are made to.
require __DIR__ . '/example.inc';
require __DIR__ . '/../inc/tls.inc';
restore_error_handler();

$root = dirname(__DIR__, 2);
$scratch = scratch();
$certs = new Certs();
$socket = "$scratch/app.sock";

function run_program(string $code, string ...$arguments): Example
{
    global $scratch;
    static $number = 0;
    $code = preg_replace('~(127\.0\.0\.1):\d{4}\b~', '$1:0', $code);
    if (!str_contains($code, 'listening on')) {
        $say = 'echo "listening on tcp://", stream_socket_get_name($server, false), "\n";';
        $code = preg_replace('~^while ~m', "$say\nwhile ", $code, 1);
    }
    file_put_contents($file = "$scratch/program" . ++$number . '.php', $code);
    return Example::command([...Example::php(), $file, ...$arguments]);
}

/** What socat brings back for these bytes; socat 1.8 warns that it checks no CRLs. */
function said_to(string $address, string $bytes): string
{
    return client('sh', '-c', 'printf %s "$1" | socat -t 10 - "$2" 2>/dev/null', 'sh', $bytes, $address);
}

// How each program is talked to: file and number of the program in it => arguments, and a client whose result is shown.
$clients = [
    'README.md 1' => [[], fn ($at) => said_to("TCP:$at", "one\ntwo\n")],
    'docs/guide.md 1' => [[], fn ($at) => preg_replace('~:\d+(?=,)|\d\d:\d\d:\d\d~', '#', said_to("TCP:$at", "time?\n"))],
    'docs/guide.md 2' => [[$certs->make('server')], function ($at) use ($certs) {
        $silent = stream_socket_client("tcp://$at");
        $large = stream_socket_client("tls://$at", $code, $text, PATIENCE, STREAM_CLIENT_CONNECT,
            stream_context_create(['ssl' => ['cafile' => $certs->ca, 'verify_peer_name' => false]]));
        stream_set_timeout($large, PATIENCE);
        stream_set_blocking($large, false);
        [$unsent, $got] = [str_repeat('a', 4 << 20), 0];
        for ($end = hrtime(true) + PATIENCE * 1e9; $got < 4 << 20 && hrtime(true) < $end;) {
            [$read, $write, $except] = [[$large], $unsent === '' ? [] : [$large], null];
            stream_select($read, $write, $except, PATIENCE);
            if ($write) {
                $unsent = substr($unsent, (int) fwrite($large, substr($unsent, 0, 8192)));
            }
            $got += substr_count((string) fread($large, 65536), 'A');
        }
        return "$got bytes in capitals, and beside them\n" . said_to("OPENSSL:$at,cafile=$certs->ca,commonname=server", "hello\n");
    }],
    'docs/guide.md 3' => [[$socket, (string) posix_getegid()], function ($at) use ($socket) {
        return sprintf("mode %o\n", fileperms($socket) & 07777)
            . preg_replace('~uid ' . posix_geteuid() . '\b~', 'uid #', said_to("UNIX-CONNECT:$socket", "hello\n"));
    }],
    'docs/guide.md 4' => [[], function ($at) {
        $client = stream_socket_client("udp://$at");
        stream_set_timeout($client, PATIENCE);
        fwrite($client, 'hello');
        return fread($client, 100) . "\n";
    }],
    'docs/proxy.md 1' => [[], fn ($at) => preg_replace('~:\d+~', ':#',
        client('curl', '-sS', '--noproxy', '*', '--haproxy-protocol', "http://$at/"))],
    'docs/io_poll.md 1' => [[], fn ($at) => said_to("TCP:$at", "three\n")],
];

foreach (['README.md', ...array_map(fn ($path) => 'docs/' . basename($path), glob("$root/docs/*.md"))] as $file) {
    preg_match_all('~^```php\n(<\?php.*?)^```$~ms', file_get_contents("$root/$file"), $blocks);
    foreach ($blocks[1] as $i => $code) {
        $name = "$file " . $i + 1;
        echo "$name: ";
        if (!isset($clients[$name])) {
            echo "nobody here talks to this program\n";
            continue;
        }
        [$arguments, $client] = $clients[$name];
        unset($clients[$name]);
        $program = run_program($code, ...$arguments);
        $program->awaitListening();
        echo $client(host_and_port($program->address));
        $program->end();
    }
}
foreach (array_keys($clients) as $name) {
    echo "$name is not there any more\n";
}
?>
--EXPECT--
README.md 1: ONE
TWO
docs/guide.md 1: 127.0.0.1#, you said time?. It is #
docs/guide.md 2: 4194304 bytes in capitals, and beside them
HELLO
docs/guide.md 3: mode 660
uid #, you said hello
docs/guide.md 4: you said hello
docs/io_poll.md 1: three
docs/proxy.md 1: 127.0.0.1:# came through 127.0.0.1:#
