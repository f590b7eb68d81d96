<?php
/*
 * Makes package.xml, the manifest of the PECL package, from what stands elsewhere: the version in php_xsock.h,
 * date and notes in CHANGELOG.md, and the files in the tree.
 *   php tools/package_xml.php           writes it
 *   php tools/package_xml.php --check   fails when it is stale; writes nothing
 */

/* Folders and files of the package: what it takes to build, test and use the extension. */
const TAKE = [
    'src' => ['~^(api|core|os|poll|scan|transports)/.+\.(c|h|re|def|stub\.php)$~', '~^[^/]+\.(c|h|m4|w32|stub\.php)$~'],
    'test' => ['~^tests/.+\.(phpt|inc|php|txt|c|sh|py)$~'],
    'doc' => ['~^(docs|examples)/.+$~', '~^(LICENSE|README\.md|CHANGELOG\.md|bench/RESULTS\.md)$~'],
];

/* What run-tests.php leaves beside a failed test: name.php, name.out, ... beside name.phpt. */
function left_by_a_test(string $root, string $file): bool
{
    return preg_match('~\.(php|sh|out|exp|diff|log|mem)$~', $file)
        && is_file($root . '/' . preg_replace('~(\.clean|\.skip)?\.\w+$~', '.phpt', $file));
}

function role(string $file): ?string
{
    foreach (TAKE as $role => $patterns) {
        foreach ($patterns as $pattern) {
            if (preg_match($pattern, $file)) {
                return $role;
            }
        }
    }
    return null;
}

/* All files of the package with their roles, sorted. */
function contents(string $root): array
{
    $found = [];
    $shown = fn ($file) => $file->getFilename()[0] !== '.';
    $all = new RecursiveDirectoryIterator($root, FilesystemIterator::SKIP_DOTS);
    foreach (new RecursiveIteratorIterator(new RecursiveCallbackFilterIterator($all, $shown)) as $path) {
        $file = substr($path->getPathname(), strlen($root) + 1);
        $built_in_tree = in_array($file, ['config.h', 'acinclude.m4', 'aclocal.m4'], true);
        if (($role = role($file)) && !$built_in_tree && !left_by_a_test($root, $file)) {
            $found[$file] = $role;
        }
    }
    ksort($found, SORT_STRING);
    return $found;
}

/* [version, date, notes] of the newest entry of the change log. */
function newest_entry(string $root): array
{
    $log = file_get_contents("$root/CHANGELOG.md");
    if (!preg_match('~^## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)\n+(.*?)(?=^## |\z)~ms', $log, $m)) {
        fail('CHANGELOG.md: no entry of the form "## 1.2.3 (2026-01-31)"');
    }
    return [$m[1], $m[2], trim($m[3])];
}

function version(string $root): string
{
    $header = file_get_contents("$root/php_xsock.h");
    preg_match('~#define PHP_XSOCK_VERSION "([^"]+)"~', $header, $m) ?: fail('php_xsock.h: no PHP_XSOCK_VERSION');
    return $m[1];
}

function manifest(string $root): string
{
    [$version, $date, $notes] = newest_entry($root);
    $version === version($root) ?: fail("php_xsock.h and CHANGELOG.md name different versions: " . version($root)
        . " and $version");
    $escape = fn ($text) => htmlspecialchars($text, ENT_XML1 | ENT_NOQUOTES);
    $files = '';
    foreach (contents($root) as $file => $role) {
        $files .= sprintf("   <file name=\"%s\" role=\"%s\"/>\n", htmlspecialchars($file, ENT_XML1), $role);
    }
    return <<<XML
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- Made by tools/package_xml.php. -->
        <package version="2.0" xmlns="http://pear.php.net/dtd/package-2.0"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
          xsi:schemaLocation="http://pear.php.net/dtd/package-2.0 http://pear.php.net/dtd/package-2.0.xsd">
         <name>xsock</name>
         <channel>pecl.php.net</channel>
         <summary>Server sockets as PHP streams: tcp, tls, udp, unix</summary>
         <description>
        Server sockets (TCP, TLS, UDP, unix stream and datagram) as ordinary PHP streams, with explicit sizes for
        the backlog and every buffer, options that are checked, accept that survives what clients do, Io\Poll of PHP
        8.6 on older versions, and the fewest system calls.
         </description>
         <lead>
          <name>The xsock developers</name>
          <user>xsock</user>
          <email>maintainers@xsock.example</email>
          <active>yes</active>
         </lead>
         <date>$date</date>
         <version>
          <release>$version</release>
          <api>$version</api>
         </version>
         <stability>
          <release>beta</release>
          <api>beta</api>
         </stability>
         <license uri="https://opensource.org/license/bsd-3-clause">BSD-3-Clause</license>
         <notes>
        {$escape($notes)}
         </notes>
         <contents>
          <dir name="/">
        $files  </dir>
         </contents>
         <dependencies>
          <required>
           <php>
            <min>8.1.0</min>
            <max>8.6.99</max>
           </php>
           <pearinstaller>
            <min>1.10.0</min>
           </pearinstaller>
          </required>
         </dependencies>
         <providesextension>xsock</providesextension>
         <extsrcrelease/>
        </package>

        XML;
}

function fail(string $message): never
{
    fwrite(STDERR, "$message\n");
    exit(1);
}

$root = realpath(__DIR__ . '/..');
$want = manifest($root);
$file = "$root/package.xml";
if (($argv[1] ?? '') !== '--check') {
    file_put_contents($file, $want);
    exit(0);
}
$have = is_file($file) ? file_get_contents($file) : '';
if ($have !== $want) {
    foreach (['lacks' => [$want, $have], 'should not have' => [$have, $want]] as $verb => [$a, $b]) {
        foreach (array_diff(explode("\n", $a), explode("\n", $b)) as $line) {
            fwrite(STDERR, "package.xml $verb: " . trim($line) . "\n");
        }
    }
    fail('package.xml is stale: run php tools/package_xml.php');
}
