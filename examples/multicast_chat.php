<?php
/*
 * A chat without a server: everybody sends to a multicast group and hears it. Lines come from standard input; "/join"
 * and "/leave" change groups while it runs.
 *
 *     php multicast_chat.php [group] [port] [interface]        on several machines, or several times
 */
$group = $argv[1] ?? '239.77.7.7';
$port = (int) ($argv[2] ?? 7777);
$interface = $argv[3] ?? null;

$options = ['multicast_groups' => [$group], 'multicast_ttl' => 1, 'so_reuseaddr' => true, 'ip_pktinfo' => true];
$socket = @xsock_server("udp://0.0.0.0:$port", $code, $message,
    options: $options + ($interface ? ['multicast_if' => $interface] : []));
if (!$socket) {
    fwrite(STDERR, "$message\n");
    exit(1);
}
$groups = [$group];
$me = bin2hex(random_bytes(4));         // to know one's own lines, which come back
echo "listening on udp://$group:", substr(strrchr(stream_socket_get_name($socket, false), ':'), 1), "\n";

while (true) {
    $read = [$socket, STDIN];
    $none = null;
    stream_select($read, $none, $none, null);
    if (in_array($socket, $read, true)) {
        foreach (xsock_recv_many($socket) ?: [] as [$text, $peer]) {
            [$who, $line] = explode(' ', $text, 2) + [1 => ''];
            if ($who !== $me) {
                echo strstr($peer, ':', true), ': ', preg_replace('~[[:cntrl:]]~', '', $line), "\n";
            }
        }
    }
    if (in_array(STDIN, $read, true)) {
        if (($line = fgets(STDIN)) === false) {
            break;                      // end of input
        }
        if (preg_match('~^/(join|leave) (\S+)$~', rtrim($line), $match)) {
            $wanted = $match[1] === 'join' ? [...$groups, $match[2]] : array_diff($groups, [$match[2]]);
            if (@xsock_set_option($socket, 'multicast_groups', array_values(array_unique($wanted)))) {
                $groups = xsock_get_option($socket, 'multicast_groups');
            }
            echo 'groups: ', implode(' ', $groups), "\n";
            continue;
        }
        $to = substr(strrchr(stream_socket_get_name($socket, false), ':'), 1);
        xsock_send_many($socket, array_map(fn($group) => ["$me " . rtrim($line), "$group:$to"], $groups));
    }
}
