--TEST--
stack traces show neither $options nor the value of an option
--EXTENSIONS--
xsock
--INI--
zend.exception_ignore_args=0
--SKIPIF--
<?php if (PHP_VERSION_ID < 80200) die('skip needs the attribute SensitiveParameter (PHP 8.2)'); ?>
--FILE--
<?php
// Passphrases and ticket keys are in them, and traces go to logs and to services that collect errors.
require __DIR__ . '/../inc/checks.inc';
$secret = ['passphrase' => 'hunter2', 'nosuch' => 1];
$server = xsock_server('tcp://127.0.0.1:0');
foreach ([
    'server' => fn() => xsock_server('tcp://127.0.0.1:1', options: $secret),
    'client' => fn() => xsock_client('tcp://127.0.0.1:1', options: $secret),
    'set_option' => fn() => xsock_set_option($server, 'ticket_keys', 'hunter2'),
] as $name => $call) {
    try {
        $call();
        check("$name throws", false);
    } catch (ValueError|TypeError $error) {
        $args = $error->getTrace()[0]['args'];
        check("$name: hidden", end($args) instanceof SensitiveParameterValue);
        check("$name: nowhere", str_contains($error . print_r($args, true), 'hunter2'), false);
        check("$name: others are shown", is_resource($args[0]) || $args[0] === 'tcp://127.0.0.1:1');
    }
}
done();
?>
--EXPECT--
9 checks, all right
