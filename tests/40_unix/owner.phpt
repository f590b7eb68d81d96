--TEST--
unix_owner and unix_group by name or number
--EXTENSIONS--
xsock
posix
--SKIPIF--
<?php require __DIR__ . '/../inc/skip.inc'; needs('linux', 'root'); ?>
--FILE--
<?php
// Workerman and others chown the path after listen: until then clients are refused or let in wrongly.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
$nobody = posix_getpwnam('nobody');
$group = posix_getgrgid($nobody['gid'])['name'];
foreach ([['nobody', $group], [$nobody['uid'], $nobody['gid']], [(string) $nobody['uid'], (string) $nobody['gid']]] as $i => [$owner, $gid]) {
    foreach (['unix', 'udg'] as $scheme) {
        $path = "$dir/$scheme$i";
        $server = xsock_server("$scheme://$path", $code, $text, options: ['unix_owner' => $owner, 'unix_group' => $gid, 'unix_mode' => 0640]);
        check("$scheme $i text", $text, '');
        check("$scheme $i", [fileowner($path), filegroup($path), fileperms($path) & 0777], [$nobody['uid'], $nobody['gid'], 0640]);
    }
}
$server = xsock_server("unix://$dir/group", options: ['unix_group' => $nobody['gid']]);
check('group alone', [fileowner("$dir/group"), filegroup("$dir/group")], [0, $nobody['gid']]);
foreach (['unix_owner', 'unix_group'] as $name) {
    check("unknown $name", xsock_server("unix://$dir/unknown", $code, $text, options: [$name => 'no-such-name']), false);
    check_has("unknown $name text", $text, 'no-such-name');
    check_has("unknown $name warning", warned(), $text);
    check("unknown $name: nothing made", file_exists("$dir/unknown"), false);
}
foreach ([-5, PHP_INT_SIZE > 4 ? 1 << 40 : -6, []] as $value) {
    try {
        $got = xsock_server("unix://$dir/wrong", $code, $text, options: ['unix_owner' => $value]);
    } catch (TypeError | ValueError $e) {
        $got = false;
    }
    check('wrong id ' . show($value), $got, false);
    check('nothing made for ' . show($value), file_exists("$dir/wrong"), false);
}
warned();
done();
?>
--EXPECT--
27 checks, all right
