--TEST--
every intended difference has its row in docs/differences.md, and every row still occurs
--SKIPIF--
<?php
if (!is_file(__DIR__ . '/../../docs/differences.md')) {
    die('skip docs/differences.md is not here: the tests run apart from the source');
}
?>
--FILE--
<?php
// The suite's list and the page for the reader must not drift apart; tests named in the page must exist.
$listed = array_unique(array_column(require __DIR__ . '/../inc/differences.php', 'id'));
preg_match_all('/^\| `([a-z-]+)` \|.*\| ([^|]*) \|$/m', file_get_contents(__DIR__ . '/../../docs/differences.md'), $rows);
sort($listed);
$documented = $rows[1];
sort($documented);
var_dump(array_values(array_diff($listed, $documented)), array_values(array_diff($documented, $listed)));
var_dump(count($listed) > 5, count($documented) === count(array_unique($documented)));
foreach ($rows[2] as $tests) {
    preg_match_all('~(?:\d+_\w+/)?[a-z_]+\.phpt~', $tests, $names);
    foreach ($names[0] as $name) {
        echo is_file(__DIR__ . (str_contains($name, '/') ? '/../' : '/') . $name) ? '' : "$name is missing\n";
    }
    echo $names[0] ? '' : "no test named in: $tests\n";
}
?>
--EXPECT--
array(0) {
}
array(0) {
}
bool(true)
bool(true)
