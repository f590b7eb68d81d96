<?php
/*
 * The intended differences from PHP's own transports, as the differential suite meets them. Each id has its row,
 * with the reason, in docs/differences.md.
 *
 *     id      name of the difference
 *     test    the phpt (without .phpt), key: the observation(s)
 *     kinds, roles, via        where it occurs; everywhere when not given
 *     core, ours               the two values; any (but different) when not given
 *     before, since            PHP_VERSION_ID: only below, only from it on
 *     replaced                 not with xsock.replace_transports, where PHP's own names do as ours
 */
$held = ['id' => 'held-bytes', 'test' => 'fread_after_fgets', 'kinds' => ['tcp', 'unix'], 'before' => 80300, 'replaced' => true];
$held_tls = ['kinds' => ['tls'], 'before' => PHP_VERSION_ID < 80500 ? 80423 : 80508] + $held;
$empty = ['id' => 'empty-datagram', 'test' => 'dgram_empty', 'core' => true, 'ours' => false, 'replaced' => true];
$text = ['id' => 'error-text', 'test' => 'client_refused'];
$nobody = ['id' => 'empty-accept', 'via' => ['call'], 'key' => 'warnings', 'ours' => []];
$type = ['id' => 'stream-type', 'test' => 'meta_data'];
$type['key'] = ['fresh stream_type', 'buffered stream_type', 'ended stream_type'];
$order = ['id' => 'recvfrom-order', 'test' => 'recvfrom_after_fgets', 'replaced' => true];
$dead = ['id' => 'dead-peer', 'kinds' => ['tls'], 'replaced' => true];
$raw = ['id' => 'tls-recvfrom', 'test' => 'recvfrom_sendto', 'kinds' => ['tls'], 'replaced' => true];
return [
    $held + ['key' => 'fread', 'core' => 'waited', 'ours' => 'at once'],
    $held + ['key' => 'timed_out', 'core' => true, 'ours' => false],
    $held_tls + ['key' => 'fread', 'core' => 'waited', 'ours' => 'at once'],
    $held_tls + ['key' => 'timed_out', 'core' => true, 'ours' => false],

    $order + ['key' => 'peek', 'core' => false, 'ours' => 'two'],
    $order + ['key' => 'recvfrom', 'core' => false, 'ours' => 'tw'],
    $order + ['key' => 'rest', 'core' => "two\nthree\n", 'ours' => "o\nthree\n"],

    ['id' => 'set-write-buffer', 'test' => 'buffer_settings', 'core' => -1, 'ours' => 0]
        + ['key' => ['write_buffer 0', 'file_buffer 0']],
    ['id' => 'large-fread', 'test' => 'fread_sizes', 'key' => '20000 in one fread', 'core' => 8192, 'ours' => 20000]
        + ['replaced' => true],
    ['id' => 'whole-datagram', 'test' => 'dgram_fread', 'key' => '20000 bytes', 'core' => 8192, 'ours' => 20000]
        + ['replaced' => true],
    $empty + ['key' => ['feof', 'meta eof']],

    $nobody + ['test' => 'accept'],
    $nobody + ['test' => 'accept_nobody'],
    ['id' => 'accepted-blocks', 'test' => 'accept', 'key' => 'from a non-blocking listener', 'before' => 80109]
        + ['core' => false, 'ours' => true],

    $text + ['key' => ['message', 'warnings']],
    ['id' => 'error-text', 'test' => 'fsockopen', 'via' => ['scheme'], 'key' => 'warnings'],

    $type + ['kinds' => ['tcp'], 'ours' => 'xsock_tcp'],
    $type + ['kinds' => ['unix'], 'ours' => 'xsock_unix'],
    ['id' => 'stream-type', 'test' => 'meta_data_listener', 'key' => 'stream_type'],

    ['id' => 'crypto-off', 'test' => 'crypto_none', 'kinds' => ['tcp']]
        + ['key' => 'off', 'core' => false, 'ours' => true],

    ['id' => 'write-timeout-notice', 'test' => 'timeout_write', 'kinds' => ['tcp', 'unix'], 'key' => 'warnings', 'ours' => []]
        + ['replaced' => true],

    // TLS
    $type + ['kinds' => ['tls'], 'roles' => ['server'], 'ours' => 'xsock_tls'],
    $type + ['kinds' => ['tls'], 'roles' => ['client'], 'ours' => 'xsock_tcp'],
    ['id' => 'crypto-meta', 'test' => 'meta_data', 'kinds' => ['tls'], 'before' => 80600, 'replaced' => true]
        + ['key' => ['fresh crypto session_reused', 'buffered crypto session_reused', 'ended crypto session_reused'], 'core' => null, 'ours' => false],
    ['id' => 'crypto-meta', 'test' => 'meta_data', 'kinds' => ['tls'], 'replaced' => true]
        + ['key' => 'ended crypto close_notify', 'core' => null, 'ours' => true],
    ['id' => 'tls-feof', 'test' => 'feof', 'kinds' => ['tls'], 'key' => 'closed, nothing left', 'core' => true, 'ours' => false, 'replaced' => true],
    ['id' => 'tls-async', 'test' => 'client_async', 'kinds' => ['tls'], 'key' => 'silent', 'core' => 'waited', 'ours' => 'at once'],
    ['id' => 'tls-async', 'test' => 'client_async', 'kinds' => ['tls'], 'key' => 'silent stream', 'core' => false, 'ours' => true],
    ['id' => 'timed-out-again', 'test' => 'timeout_read', 'kinds' => ['tls'], 'core' => true, 'ours' => false, 'replaced' => true]
        + ['key' => array_map(fn ($how) => "$how timed_out after data", ['fread', 'fgets', 'fgetc', 'get_line', 'get_contents'])],

    $dead + ['test' => 'peer_reset', 'key' => ['fread', 'fread again'], 'core' => '', 'ours' => false],
    $dead + ['test' => 'peer_reset', 'key' => ['write 1', 'write 2'], 'core' => 0, 'ours' => false],
    ['replaced' => false] + $dead + ['test' => 'peer_reset', 'key' => 'warnings'],
    $dead + ['test' => 'half_close', 'key' => 'write after', 'core' => 0, 'ours' => false],
    $dead + ['test' => 'half_close', 'key' => 'warnings'],
    $dead + ['test' => 'peer_gone_write', 'key' => 'fails in the end', 'core' => false, 'ours' => true],
    $dead + ['test' => 'peer_gone_write', 'key' => ['write 0', 'write 1', 'write 2', 'fputs'], 'core' => 0, 'ours' => false],
    $dead + ['test' => 'peer_gone_write', 'key' => 'warnings'],

    $raw + ['key' => 'arrives', 'ours' => 'hello'],
    $raw + ['key' => 'peek', 'ours' => 'abc'],
    $raw + ['key' => 'peek again', 'ours' => 'abcdef'],
    $raw + ['key' => 'part', 'ours' => 'abcd'],
    $raw + ['key' => 'rest by fread', 'ours' => 'ef'],
    $raw + ['key' => 'at end', 'ours' => ''],
    $raw + ['key' => 'warnings', 'ours' => []],
];
