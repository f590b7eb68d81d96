--TEST--
examples/dns.php: answers questions in batches, from the address it was asked at
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/skipif.inc'; ?>
--FILE--
<?php
require __DIR__ . '/example.inc';

$example = new Example('dns.php', 'udp://0.0.0.0:0', 'example.test', '192.0.2.7');
$port = substr(strrchr($example->address, ':'), 1);

/** A question; what the answer says. */
function question(int $id, string $name, int $type = 1): string
{
    $labels = array_map(fn($label) => chr(strlen($label)) . $label, explode('.', $name));
    return pack('n6', $id, 0x0100, 1, 0, 0, 0) . implode('', $labels) . "\0" . pack('nn', $type, 1);
}

function said(string $answer): string
{
    ['id' => $id, 'flags' => $flags, 'n' => $n] = unpack('nid/nflags/nq/nn', $answer);
    return "$id: code " . ($flags & 15) . ($n ? ', ' . inet_ntop(substr($answer, -4)) : '');
}

foreach (['127.0.0.1', '127.0.0.2'] as $host) {
    $client = stream_socket_client("udp://$host:$port");        // connected: hears that address only
    stream_set_timeout($client, PATIENCE);
    foreach ([question(1, 'example.test'), question(2, 'EXAMPLE.test'), question(3, 'other.test'),
        question(4, 'example.test', 28), "too short", str_repeat("\xff", 40), question(5, 'example.test')] as $message) {
        fwrite($client, $message);
    }
    $said = [];
    for ($i = 0; $i < 5; $i++) {
        $said[] = said(fread($client, 512));
    }
    sort($said);
    echo implode("\n", $said), "\n";
}
// Many at once: all are answered.
for ($i = 0; $i < 100; $i++) {
    fwrite($client, question($i, 'example.test'));
}
for ($i = 0, $ids = []; $i < 100; $i++) {
    $ids[said(fread($client, 512))] = true;
}
echo count($ids), " answers\n";
echo $example->end();
?>
--EXPECT--
1: code 0, 192.0.2.7
2: code 0, 192.0.2.7
3: code 3
4: code 0
5: code 0, 192.0.2.7
1: code 0, 192.0.2.7
2: code 0, 192.0.2.7
3: code 3
4: code 0
5: code 0, 192.0.2.7
100 answers
exit 0
