--TEST--
fpassthru, fgetcsv, fputcsv, fscanf, fprintf on a socket stream
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// The less used readers and writers go through the same operations.
require __DIR__ . '/../inc/both.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    [$mine, $peer] = $s->pair();
    fwrite($peer, "a,\"b c\",d\n12 apples\nrest of it");
    stream_socket_shutdown($peer, STREAM_SHUT_WR);
    $seen = ['csv' => fgetcsv($mine, null, ',', '"', ''), 'scanf' => fscanf($mine, '%d %s')];
    ob_start();
    $seen['passthru'] = fpassthru($mine);
    $seen['passed'] = ob_get_clean();
    $seen['putcsv'] = fputcsv($mine, ['x', 'y z'], ',', '"', '');
    $seen['printf'] = fprintf($mine, '%05d', 42);
    fclose($mine);
    $seen['arrived'] = stream_get_contents($peer);
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
