--TEST--
peer_credentials: who is at the other end
--EXTENSIONS--
xsock
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux'); ?>
--FILE--
<?php
require __DIR__ . '/../inc/checks.inc';
require __DIR__ . '/../inc/carrier.inc';
$path = scratch() . '/s';
$server = xsock_server("unix://$path");
$peer = Peer::run(function (Peer $parent) use ($path) {
    $client = xsock_client("unix://$path");
    $parent->hear();
    return [getmypid(), xsock_peer_credentials($client)];
});
$conn = xsock_accept($server, 10);
$who = xsock_peer_credentials($conn);
$peer->say();
[$pid, $seen] = $peer->result();
check('the client', $who, ['pid' => $pid, 'uid' => posix_geteuid(), 'gid' => posix_getegid()]);
check('the server', $seen, ['pid' => getmypid(), 'uid' => posix_geteuid(), 'gid' => posix_getegid()]);
check('also when it is gone', xsock_peer_credentials($conn)['pid'], $pid);
$udg = xsock_server("udg://$path.d");
check('nobody', xsock_peer_credentials($udg), false);
check_has('said', warned(), 'not connected');
check_throws('a listener', ValueError::class, fn() => xsock_peer_credentials($server), 'listening');
check_throws('tcp', ValueError::class, fn() => xsock_peer_credentials(trio()[2]), 'connected unix socket', 'tcp');
check_throws('not ours', TypeError::class, fn() => xsock_peer_credentials(STDIN), 'made by xsock');
done();
?>
--EXPECT--
11 checks, all right
