<?php
/*
 * What README.md, docs/ and examples/README.md say can be found and compiled. Prints "file:line: what"; exit status 1
 * if anything.
 *   php tools/check_docs.php
 *
 * Links:  the file exists, and the heading behind "#".
 * Code:   every ``` block says what it is; those of PHP compile. The complete ones, which begin with <?php, are run by
 *         tests/99_examples/docs.phpt.
 * Names:  every xsock_function(), tests/*.phpt and tools/dev command that is named exists.
 */
declare(strict_types=1);

const LANGUAGES = ['php', 'sh', 'ini', 'text'];

function complain(string $file, int $line, string $what): void
{
    global $complaints;
    $complaints++;
    echo "$file:$line: $what\n";
}

/* [line, language, code] of each fenced block. */
function blocks(string $text): array
{
    preg_match_all('~^```(\w*)\n(.*?)^```$~ms', $text, $found, PREG_SET_ORDER | PREG_OFFSET_CAPTURE);
    return array_map(
        fn ($m) => [substr_count($text, "\n", 0, $m[0][1]) + 1, $m[1][0], $m[2][0]],
        $found
    );
}

/* Line => text, with the code of blocks blanked. */
function prose(string $text): array
{
    return explode("\n", preg_replace_callback(
        '~^```.*?^```$~ms',
        fn ($m) => str_repeat("\n", substr_count($m[0], "\n")),
        $text
    ));
}

/* Anchors as GitHub makes them from headings. */
function anchors(string $file): array
{
    preg_match_all('~^#+ +(.+)$~m', implode("\n", prose((string) file_get_contents($file))), $m);
    return array_map(
        fn ($heading) => str_replace(' ', '-', preg_replace('~[^\p{L}\p{N} _-]~u', '', strtolower(trim($heading)))),
        $m[1]
    );
}

function check_links(string $file, string $text): void
{
    foreach (prose($text) as $i => $line) {
        preg_match_all('~\]\(([^)\s]+)\)~', $line, $links);
        foreach ($links[1] as $link) {
            if (preg_match('~^https?://~', $link)) {
                continue;
            }
            [$path, $anchor] = explode('#', $link, 2) + [1 => ''];
            $target = $path === '' ? $file : dirname($file) . "/$path";
            if (!file_exists($target)) {
                complain($file, $i + 1, "a link to $path, which is not there");
            } elseif ($anchor !== '' && !in_array($anchor, anchors($target), true)) {
                complain($file, $i + 1, "a link to $link: no such heading");
            }
        }
    }
}

/* What the compiler says of a block; null when it is fine. docs/functions.md has signatures. */
function compile_error(string $code): ?string
{
    if (preg_match('~^xsock_\w+\(~', $code)) {
        $code = "function $code {}";
    }
    $code = str_starts_with($code, '<?php') ? $code : "<?php $code";
    $lint = [PHP_BINARY, '-n', '-d', 'display_errors=stderr', '-d', 'log_errors=0', '-l'];
    $process = proc_open($lint, [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
    fwrite($pipes[0], $code);
    fclose($pipes[0]);
    stream_get_contents($pipes[1]);
    $said = trim(stream_get_contents($pipes[2]));
    return proc_close($process) === 0 && $said === '' ? null : preg_replace('~ in Standard input code~', '', $said);
}

function check_code(string $file, string $text): void
{
    foreach (blocks($text) as [$line, $language, $code]) {
        if (!in_array($language, LANGUAGES, true)) {
            complain($file, $line, 'a block of code that is none of ' . implode(', ', LANGUAGES));
        } elseif ($language === 'php' && ($error = compile_error($code)) !== null) {
            complain($file, $line, $error);
        }
    }
}

function check_names(string $file, string $text, array $functions, array $tests): void
{
    foreach (explode("\n", $text) as $i => $line) {
        preg_match_all('~\b(xsock_\w+)\(~', $line, $m);
        foreach (array_diff($m[1], $functions) as $name) {
            complain($file, $i + 1, "there is no function $name()");
        }
        preg_match_all('~\b[\w/]+\.phpt\b~', $line, $m);
        foreach ($m[0] as $name) {
            if (!preg_grep('~/' . preg_quote($name, '~') . '$~', $tests)) {
                complain($file, $i + 1, "there is no test $name");
            }
        }
        preg_match_all('~(?<=`|    )\./dev (\w+)~', $line, $m);
        foreach ($m[1] as $name) {
            is_file("tools/dev/$name.sh") || complain($file, $i + 1, "there is no ./dev $name");
        }
    }
}

chdir(__DIR__ . '/..');
$complaints = 0;
preg_match_all('~^function (\w+)\(~m', file_get_contents('xsock.stub.php'), $m);
$functions = $m[1];
$tests = array_map(fn ($path) => "/$path", glob('tests/*/*.phpt'));
foreach (['README.md', 'examples/README.md', ...glob('docs/*.md')] as $file) {
    $text = file_get_contents($file);
    check_links($file, $text);
    check_code($file, $text);
    check_names($file, $text, $functions, $tests);
}
exit($complaints ? 1 : 0);
