<?php
/*
 * House rules a compiler does not know. Prints "file:line: what" for each break of a rule; exit status 1 if any.
 *   php tools/check_source.php [root]
 *
 * C:      no raw system call, version test or PHP error outside its file (BANNED); tabs, width, length of files and
 *         functions.
 * Tests:  tests/traceability.txt maps every invariant, trap, experiment and pain to a phpt; a skip says why.
 */

const WIDTH = 110;          // columns of C, a tab is four
const SCRIPT_WIDTH = 120;   // columns of PHP and shell
const FILE_LINES = 450;
const FUNCTION_LINES = 60;

/* What => [regular expression on C without comments and strings, files it may stand in, why]. */
const BANNED = [
    'a raw accept' => ['~(?<![\w>.])accept4?\s*\(~', ['os/sock_*.c'], 'xs_os_accept() makes it CLOEXEC'],
    'a raw socket' => ['~(?<![\w>.])socket(pair)?\s*\(~', ['os/sock_*.c'], 'xs_os_socket() makes it CLOEXEC'],
    'a raw close' => ['~(?<![\w>.])(close|closesocket)\s*\(~', ['os/*.c'], 'xs_os_close() is the one way'],
    'a raw fcntl' => ['~(?<![\w>.])fcntl\s*\(~', ['os/*.c'], 'the mode of a descriptor is changed in os/ only'],
    'a raw poll' => ['~(?<![\w>.])(poll|ppoll|select)\s*\(~', ['os/*'], 'xs_wait() is the one place that waits'],
    'a raw recv or send' => [
        '~(?<![\w>.])(recv|recvfrom|recvmsg|recvmmsg|send|sendto|sendmsg|sendmmsg|writev|sendfile)\s*\(~',
        ['os/*.c'], 'flags (no SIGPIPE, no waiting) are set in os/ only',
    ],
    'fork or getpid' => ['~(?<![\w>.])(fork|vfork|getpid)\s*\(~', ['os/fork_*.c', 'core/adopt.c'],
        'the fork generation tells without a system call; LISTEN_PID alone needs the real number'],
    'a signal disposition' => ['~(?<![\w>.])(signal|sigaction)\s*\(~', [], 'invariant I12'],
    'the wall clock' => ['~(?<![\w>.])(gettimeofday|time)\s*\(~', ['os/sock_*.c'], 'deadlines are monotonic'],
    'atoi and friends' => ['~(?<![\w>.])(atoi|atol|atoll|atof|strtol|strtoul|strtoll|ZEND_STRTOL)\s*\(~', [],
        'numbers are scanned strictly'],
    'strerror' => ['~(?<![\w>.])(strerror(_r)?|php_socket_strerror|php_socket_error_str)\s*\(~', ['os/sock_*.c'],
        'xs_os_strerror()'],
    'unbounded copying' => ['~(?<![\w>.])(strcpy|strcat|sprintf|vsprintf|gets|alloca)\s*\(~', [], 'sizes are explicit'],
    'a PHP error' => ['~(?<![\w>.])(php_error_docref|php_error|zend_error)\s*\(~', ['core/error.c', 'xs_compat.h'],
        'errors are values inside, core/error.c raises them'],
    'a PHP version test' => ['~\b(PHP_VERSION_ID|PHP_MAJOR_VERSION|ZEND_MODULE_API_NO)\b~', ['xs_compat.h'],
        'versions are known to xs_compat.h only'],
    'a platform test' => ['~\b(PHP_WIN32|_WIN32|__linux__|__APPLE__|__FreeBSD__)\b~', ['xs_compat.h', 'os/*'],
        'platforms are known to xs_compat.h and os/ only'],
    'an OpenSSL version test' => ['~\bOPENSSL_VERSION_(NUMBER|MAJOR)\b~', ['xs_compat.h', 'transports/tls_compat.h'],
        'OpenSSL versions are known to transports/tls_compat.h only'],
];

/* Every number that needs a test. */
function traced_numbers(): array
{
    return [
        ...array_map(fn ($n) => "I$n", range(1, 16)),
        ...array_map(fn ($n) => "T$n", range(1, 18)),
        ...array_map(fn ($n) => "E$n", [...range(1, 18), 20, 21, 24, 25]),
        ...array_map(fn ($n) => "P$n", [...range(4, 11), 37, ...range(39, 45), 47, 48, ...range(51, 55)]),
    ];
}

function complain(string $file, int $line, string $what): void
{
    global $complaints;
    $complaints++;
    echo "$file:$line: $what\n";
}

/* The files of the tree below root, relative, without what builds leave. */
function tree(string $root): array
{
    $built = ['.git', '.build', 'autom4te.cache', 'modules', '.libs'];
    $skip = fn ($file) => !in_array($file->getFilename(), $built, true);
    $files = [];
    $all = new RecursiveDirectoryIterator($root, FilesystemIterator::SKIP_DOTS);
    foreach (new RecursiveIteratorIterator(new RecursiveCallbackFilterIterator($all, $skip)) as $file) {
        $files[] = substr($file->getPathname(), strlen($root) + 1);
    }
    sort($files);
    return $files;
}

function matches_any(string $file, array $patterns): bool
{
    foreach ($patterns as $pattern) {
        if (fnmatch($pattern, $file)) {
            return true;
        }
    }
    return false;
}

/* C with comments, strings and character constants blanked; lines stay where they are. */
function bare_c(string $code): string
{
    $blank = fn ($m) => preg_replace('~[^\n]~', ' ', $m[0]);
    $comment = '/\*.*?\*/|//[^\n]*';
    $string = '"(?:\\\\.|[^"\\\\\n])*"|\'(?:\\\\.|[^\'\\\\\n])*\'';
    return preg_replace_callback("~$comment|$string~s", $blank, $code);
}

function check_banned(string $file, string $bare): void
{
    foreach (BANNED as $what => [$regexp, $allowed, $why]) {
        if (matches_any($file, $allowed)) {
            continue;
        }
        foreach (explode("\n", $bare) as $i => $line) {
            if (preg_match($regexp, $line)) {
                complain($file, $i + 1, "$what does not belong here: $why");
            }
        }
    }
}

/* Characters of UTF-8 text; ext/mbstring may be absent. */
function columns(string $text): int
{
    return preg_match_all('~.~su', $text);
}

/* tabs: indentation must be (true) or must not be (false) of tabs; null: here documents make it hard to tell. */
function check_lines(string $file, string $code, ?bool $tabs): void
{
    $lines = explode("\n", rtrim($code, "\n"));
    if (count($lines) > FILE_LINES) {
        complain($file, count($lines), sprintf('%d lines, the limit is %d', count($lines), FILE_LINES));
    }
    if ($code !== '' && !str_ends_with($code, "\n")) {
        complain($file, count($lines), 'no newline at the end');
    }
    foreach ($lines as $i => $line) {
        $width = columns(preg_replace_callback('~([^\t]*)\t~',
            fn ($m) => $m[1] . str_repeat(' ', 4 - columns($m[1]) % 4), $line));
        if ($width > ($tabs ? WIDTH : SCRIPT_WIDTH)) {
            complain($file, $i + 1, sprintf('%d columns, the limit is %d', $width, $tabs ? WIDTH : SCRIPT_WIDTH));
        }
        if (preg_match('~[ \t]$~', $line)) {
            complain($file, $i + 1, 'trailing blanks');
        }
        if ($tabs === true && preg_match('~^ {4}~', $line)) {
            complain($file, $i + 1, 'indented with spaces');
        }
        if ($tabs === false && str_contains($line, "\t")) {
            complain($file, $i + 1, 'a tab');
        }
    }
}

/* A function's body is what stands between a "{" and a "}" that are alone in the first column. */
function check_functions(string $file, string $bare): void
{
    $start = null;
    foreach (explode("\n", $bare) as $i => $line) {
        $line = rtrim($line);
        if ($line === '{') {
            $start = $i;
        } elseif ($line === '}' && $start !== null) {
            if ($i - $start - 1 > FUNCTION_LINES) {
                $lines = $i - $start - 1;
                complain($file, $start + 1, "a function of $lines lines, the limit is " . FUNCTION_LINES);
            }
            $start = null;
        }
    }
}

function check_c(string $file, string $code): void
{
    $bare = bare_c($code);
    check_banned($file, $bare);
    check_functions($file, $bare);
    check_lines($file, $code, true);
}

function check_traceability(string $root): void
{
    $file = 'tests/traceability.txt';
    $seen = [];
    foreach (is_file("$root/$file") ? file("$root/$file", FILE_IGNORE_NEW_LINES) : [] as $i => $line) {
        $line = trim(preg_replace('~#.*~', '', $line));
        if ($line === '') {
            continue;
        }
        if (!preg_match('~^([ITEP]\d+)\s+(tests/\S+\.phpt)$~', $line, $m)) {
            complain($file, $i + 1, 'not of the form "I3 tests/folder/name.phpt"');
            continue;
        }
        if (!in_array($m[1], traced_numbers(), true)) {
            complain($file, $i + 1, "no such number: $m[1]");
        }
        if (!is_file("$root/$m[2]")) {
            complain($file, $i + 1, "no such test: $m[2]");
            continue;
        }
        $seen[$m[1]] = true;
    }
    if ($missing = array_diff(traced_numbers(), array_keys($seen))) {
        complain($file, 0, 'no test for ' . implode(' ', $missing));
    }
}

/* A skip names the missing thing. */
function check_phpt(string $file, string $code): void
{
    if (!preg_match('~^--TEST--\n\S~', $code)) {
        complain($file, 1, 'no title');
    }
    if (preg_match('~["\']skip[\s.:]*["\']\s*[;)]~', $code, $m, PREG_OFFSET_CAPTURE)) {
        complain($file, substr_count($code, "\n", 0, $m[0][1]) + 1, 'a skip without a reason');
    }
    if (preg_match('~^--XFAIL--~m', $code)) {
        complain($file, 1, 'an expected failure is a failure');
    }
}

/* Every source is built somewhere: what holds on all systems by both build files, the rest by one of them. */
function check_build(string $root): void
{
    $unix = file_get_contents("$root/config.m4");
    preg_match_all('~[\w.]+\.c\b~', file_get_contents("$root/config.w32"), $found);
    $windows = array_flip($found[0]);
    foreach (tree($root) as $file) {
        if (!preg_match('~^(?:api|core|os|poll|scan|transports)/(.+\.c)$~', $file, $match)) {
            continue;
        }
        $listed = [preg_match('~(?<![\w/])' . preg_quote($file) . '\b~', $unix) === 1, isset($windows[$match[1]])];
        $everywhere = !preg_match('~^(os|poll)/|^transports/(tls_none|udg|unix)~', $file);
        if (in_array(false, $listed, true) && ($everywhere || $listed === [false, false])) {
            complain($file, 1, 'not in ' . ($listed[0] ? 'config.w32' : 'config.m4'));
        }
    }
}

function main(string $root): int
{
    foreach (tree($root) as $file) {
        $code = file_get_contents("$root/$file");
        $made_from_re = str_ends_with($file, '.c') && is_file("$root/" . substr($file, 0, -2) . '.re');
        $c = preg_match('~\.(c|h|re)$~', $file) && !$made_from_re && !str_ends_with($file, '_arginfo.h');
        match (true) {
            // programs of their own, beside the extension
            $c && preg_match('~^(bench|fuzz|tests)/~', $file) === 1 => check_lines($file, $code, true),
            $c => check_c($file, $code),
            preg_match('~(\.sh|^dev|^\.ci/run)$~', $file) === 1 => check_lines($file, $code, null),
            str_ends_with($file, '.phpt') => check_phpt($file, $code),
            str_starts_with($file, 'tests/') => null,   // tables of expectations may be wide
            preg_match('~\.php$~', $file) === 1 => check_lines($file, $code, false),
            default => null,
        };
    }
    check_traceability($root);
    check_build($root);
    return $GLOBALS['complaints'] ? 1 : 0;
}

$complaints = 0;
exit(main(realpath($argv[1] ?? __DIR__ . '/..')));
