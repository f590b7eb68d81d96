--TEST--
examples/websocket_tls.php in a real browser: the page opens wss://, hears its greeting and what is typed
--EXTENSIONS--
openssl
xsock
--SKIPIF--
<?php
require __DIR__ . '/skipif.inc';
require __DIR__ . '/browser.inc';
tls_needed();
if (!browser_program()) {
    die('skip no Chromium here (Debian package chromium-headless-shell or chromium)');
}
?>
--FILE--
<?php
require __DIR__ . '/example.inc';
require __DIR__ . '/browser.inc';

$example = new Example('websocket_tls.php', 'tls://127.0.0.1:0');
$browser = new Browser();
$browser->open($example->address . '/');
echo $browser->shows('document.querySelector("pre").textContent', '~^echo: .*\n~m');

// As somebody would: a line typed and sent.
$browser->evaluate('document.querySelector("input").value = "typed"; document.querySelector("button").click()');
echo $browser->shows('document.querySelector("pre").textContent', '~^echo: typed\n~m');

// The server ends in order, and the page hears of it.
$end = $example->end();
echo $browser->shows('document.querySelector("pre").textContent', '~^closed~m');
$browser->close();
echo $end;
?>
--EXPECTF--
open
echo: Grüße aus dem Browser
open
echo: Grüße aus dem Browser
echo: typed
open
echo: Grüße aus dem Browser
echo: typed
closed, %d
exit 0
