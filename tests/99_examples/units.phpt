--TEST--
systemd understands the units in docs/running.md
--EXTENSIONS--
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
programs_needed('systemd-analyze');
if (!is_file(dirname(__DIR__, 2) . '/docs/running.md')) {
    die('skip docs/running.md is not beside the tests');
}
?>
--FILE--
<?php
// A mistyped setting of a unit is ignored by systemd, with a line in its log.
require __DIR__ . '/../inc/checks.inc';
$dir = scratch();
preg_match_all('~^```ini\n# \S*/(\S+)\n(.*?)^```$~ms', file_get_contents(dirname(__DIR__, 2) . '/docs/running.md'), $blocks);
foreach ($blocks[1] as $i => $name) {
    file_put_contents("$dir/$name", str_replace('/usr/bin/php', '/bin/true', $blocks[2][$i]));
}
check('units', $blocks[1], ['clock.service', 'clock.socket']);
$verify = fn (string $units) => preg_grep('/clock|typo/', explode("\n", (string) shell_exec("cd $dir && systemd-analyze verify $units 2>&1")));
check('nothing to complain about', $verify('./clock.socket ./clock.service'), []);
file_put_contents("$dir/typo.service", str_replace('LimitNOFILE', 'LimitNFILE', file_get_contents("$dir/clock.service")));
check_has('a mistake is seen', implode($verify('./typo.service')), 'LimitNFILE');
done();
?>
--EXPECT--
3 checks, all right
