--TEST--
a notification callback of the context hears the progress
--EXTENSIONS--
openssl
pcntl
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('tls'); ?>
--FILE--
<?php
// Reads and writes report how many bytes they moved.
require __DIR__ . '/../inc/both.inc';
require __DIR__ . '/../inc/progress.inc';
both(['tcp', 'unix', 'tls'], function (Side $s): array {
    $heard = [];
    $context = with_progress(function ($code, $severity, $message, $message_code, $moved, $max) use (&$heard) {
        $heard[] = [$code, $severity, $moved];
    });
    [$mine, $peer] = $s->pair($context);
    $heard = [];
    fwrite($peer, "12345\n");
    $seen = ['read' => fgets($mine), 'write' => fwrite($mine, '123')];
    fwrite($peer, '1234567');
    $seen['more'] = fread($mine, 100);
    $seen['heard'] = array_values(array_filter($heard, fn ($h) => $h[0] === STREAM_NOTIFY_PROGRESS));
    if (!$seen['heard']) {
        echo "nothing was heard\n";
    }
    return $seen;
});
?>
--EXPECT--
tcp: equal
unix: equal
tls: equal
