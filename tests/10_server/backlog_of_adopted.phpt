--TEST--
The backlog of an adopted socket is the kernel's number, or null where nobody can tell
--EXTENSIONS--
xsock
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
// Somebody else called listen(2): what we would have given is not in force.
require __DIR__ . '/../inc/checks.inc';
$tcp = stream_socket_server('tcp://127.0.0.1:0', $code, $text, 12, stream_context_create(['socket' => ['backlog' => 7]]));
$dir = scratch();
$unix = stream_socket_server("unix://$dir/a.sock");
echo run_php('
    $server = xsock_server("fd://3");
    check("tcp", [xsock_info($server)["backlog"], xsock_get_option($server, "backlog")], [7, 7]);
    $server = xsock_server("fd://4");
    check("unix", [xsock_info($server)["backlog"], xsock_get_option($server, "backlog")], [null, null]);
    check("unix, set", xsock_set_option($server, "backlog", 9), true);
    check("unix, then", [xsock_info($server)["backlog"], xsock_get_option($server, "backlog")], [9, 9]);
    done();
', '', [], [3 => $tcp, 4 => $unix]);
$server = xsock_server('unix://@', backlog: -1);
$max = (int) file_get_contents('/proc/sys/net/core/somaxconn');
check('the system\'s maximum', [xsock_info($server)['backlog'], xsock_get_option($server, 'backlog')], [$max, $max]);
done();
?>
--EXPECT--
4 checks, all right
1 checks, all right
