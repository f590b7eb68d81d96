<?php
/*
 * systemd opens the socket and starts us when the first client comes. We end when nobody has come for a while;
 * the socket stays open, and the next client starts us again. Restarts lose no client, and port 80 needs no root.
 *
 *     # clock.socket                        # clock.service
 *     [Socket]                              [Service]
 *     ListenStream=80                       ExecStart=/usr/bin/php /srv/socket_activation.php systemd://clock
 *     FileDescriptorName=clock              User=www-data
 *
 * By hand:  systemd-socket-activate -l 8000 --fdname=clock php socket_activation.php
 */
$address = $argv[1] ?? 'systemd://clock';       // the name in LISTEN_FDNAMES; systemd://clock/1 is the second of it
$idle = (float) ($argv[2] ?? 60);

$running = true;
pcntl_async_signals(true);
foreach ([SIGINT, SIGTERM] as $signal) {
    pcntl_signal($signal, function () use (&$running) { $running = false; });
}

// Backlog, mode and the like are the socket unit's business. A name that was not passed on, or a descriptor that is
// no listening socket, is an error here and not at the first client.
$server = @xsock_server($address, $code, $message);
if (!$server) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
$info = xsock_info($server);            // the unit decides whether this is TCP or a unix socket
echo "listening on $info[transport]://$info[local]\n";

while ($running && ($client = xsock_accept($server, $idle))) {
    @fwrite($client, date('H:i:s') . "\n");
    fclose($client);
}
