--TEST--
Io\Poll: who provides it, and how to leave it to a polyfill
--EXTENSIONS--
xsock
--SKIPIF--
<?php if (PHP_VERSION_ID >= 80600) die("skip PHP 8.6 provides it itself"); ?>
--FILE--
<?php
// A polyfill that asks before it declares stays out of the way; one that does not can have its way with xsock.io_poll=0.
require __DIR__ . '/../inc/checks.inc';
$polyfill = <<<'CODE'
    namespace Io\Poll { if (!class_exists(Context::class)) { final class Context { const FROM = 'polyfill'; } } }
    namespace { echo defined('Io\Poll\Context::FROM') ? 'polyfill' : (new ReflectionClass('Io\Poll\Context'))->getExtensionName(), ini_get('xsock.io_poll'); }
    CODE;
$file = scratch() . '/polyfill.php';
file_put_contents($file, "<?php $polyfill");
check('on', shell_exec(php_command() . " -f $file 2>&1"), 'xsock1');
check('off', shell_exec(php_command() . " -d xsock.io_poll=0 -f $file 2>&1"), 'polyfill0');
file_put_contents($file, '<?php namespace Io\Poll; enum Event { case Read; } namespace Time; final class Duration {} echo "mine";');
check_has('unconditionally', shell_exec(php_command() . " -f $file 2>&1"), 'declare', 'Io\Poll\Event');
check('unconditionally, off', shell_exec(php_command() . " -d xsock.io_poll=0 -f $file 2>&1"), 'mine');
check('not at run time', [ini_set('xsock.io_poll', '0'), class_exists('Io\Poll\Context')], [false, true]);
foreach (['1' => 'xsock: ' . implode(', ', array_reverse(array_column(Io\Poll\Backend::getAvailableBackends(), 'name'))), '0' => 'no (xsock.io_poll is off)'] as $on => $want) {
    check_has("phpinfo $on", shell_exec(php_command() . " -d xsock.io_poll=$on -r 'phpinfo(INFO_MODULES);'"), "Io\\Poll => $want");
}
done();
?>
--EXPECT--
7 checks, all right
