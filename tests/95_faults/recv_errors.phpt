--TEST--
EINTR, ENOBUFS and ENOMEM from recv never set eof and lose no byte
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'strace'); ?>
--FILE--
<?php
// Core takes any error but EAGAIN for the end of the stream: the rest of what the client sent is lost.
require __DIR__ . '/../inc/checks.inc';
$script = <<<'SCRIPT'
    [$server, $client, $connection] = trio(options: ['read_buffer' => READ_BUFFER]);
    $sent = '';
    for ($i = 0; $i < 40; $i++) {
        $sent .= "line $i\n";
    }
    fwrite($client, $sent);
    stream_socket_shutdown($client, STREAM_SHUT_WR);
    stream_set_timeout($connection, 10);
    stream_set_blocking($connection, BLOCKING);
    $got = '';
    for ($round = 0; $round < 400 && strlen($got) < strlen($sent); $round++) {
        $piece = HOW;
        $got .= $piece;
        check("eof in round $round", feof($connection) && strlen($got) < strlen($sent), false);
        $GLOBALS['xs_checks'] = 0;
    }
    check('everything', $got, $sent);
    for ($round = 0; $round < 20 && !feof($connection); $round++) {
        fread($connection, 10);
    }
    check('then the end', feof($connection), true);
    warned();
    done();
    SCRIPT;
$hows = ['fread' => 'fread($connection, 30)', 'fgets' => 'fgets($connection)', 'recvfrom' => 'stream_socket_recvfrom($connection, 30)',
    'stream_get_line' => '($l = stream_get_line($connection, 100, "\n")) === false ? "" : "$l\n"'];
foreach (['EINTR', 'ENOBUFS', 'ENOMEM'] as $error) {
    foreach ($hows as $name => $how) {
        foreach (['8192', '0'] as $read_buffer) {
            $blocking = $name === 'fgets' || $read_buffer === '0' ? 'true' : 'false';
            [$printed, $lines] = trace(strtr($script, ['HOW' => $how, 'READ_BUFFER' => $read_buffer, 'BLOCKING' => $blocking]),
                "-e trace=recvfrom,recvmsg,read -e inject=recvfrom:error=$error:when=1+3");
            check("$error $name $read_buffer", $printed, "2 checks, all right\n");
            check_within("$error $name $read_buffer provoked", count(preg_grep('~INJECTED~', $lines)), 1, 1000);
        }
    }
}
done();
?>
--EXPECT--
48 checks, all right
